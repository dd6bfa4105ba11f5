import { texts } from '../texts/index.ts';
import { toast } from '../ui/toasts.tsx';

/** Says whether it worked: browsers give the clipboard to secure pages only, and people may forbid it. */
export async function copyLink(address: string): Promise<void> {
  const { post: words } = texts();
  try {
    await navigator.clipboard.writeText(address);
    toast(words.linkCopied);
  } catch {
    toast(words.linkNotCopied(address), { kind: 'bad' });
  }
}
