/** It is posted, saved, or waits: shown where it belongs at once, and said. */
import { navigate } from 'wouter/use-browser-location';
import type { Post, Submission } from '../api/entities.ts';
import { settle } from '../approval/settle.ts';
import { refreshOwnSubmissions } from '../approval/submissions.ts';
import { changeAccount } from '../data/accounts.ts';
import { lists, prepend } from '../data/lists.ts';
import { changePost, keepPost } from '../data/posts.ts';
import { addToThreads } from '../data/threads.ts';
import { pathOf } from '../people/person.ts';
import { texts } from '../texts/index.ts';
import { toast } from '../ui/toasts.tsx';
import type { Draft } from './draft.ts';

const waiting = '/submissions';

/** new: just made. found: made earlier, by a sending whose answer never came. edit: there was a post before. */
export type Landing = 'new' | 'found' | 'edit';

export function land(draft: Draft, answer: Post, how: Landing): void {
  const { compose } = texts();
  const isNew = draft.edits === null;
  take(answer, how);
  if (waits(answer)) {
    const text = isNew ? compose.waits : compose.editWaits;
    toast(text, { action: { label: compose.seeWaiting, run: () => navigate(waiting) } });
    return;
  }
  const run = () => navigate(pathOf.post(answer));
  toast(isNew ? compose.posted : compose.saved, { action: { label: compose.see, run } });
}

export function pathTo(post: Post): string {
  return waits(post) ? waiting : pathOf.post(post);
}

function waits({ approval }: Post): boolean {
  return approval?.state === 'pending';
}

/** Into every list that it stands on top of, and into the numbers. */
export function take(post: Post, how: Landing): void {
  if (post.approval !== undefined && waits(post)) {
    // Of a published post whose edit waits: it stands as it was, and says that something waits.
    settle(post as Submission);
    return;
  }
  keepPost(post);
  if (how === 'edit') {
    refreshOwnSubmissions();
    return;
  }
  const { id, inReplyToId, visibility, account } = post;
  prepend(lists.home, [id]);
  prepend(lists.account(account.id, 'replies'), [id]);
  if (inReplyToId == null) prepend(lists.account(account.id, 'posts'), [id]);
  if (post.mediaAttachments.length > 0) prepend(lists.account(account.id, 'media'), [id]);
  addToThreads(post);
  if (how === 'new') count(account.id, inReplyToId ?? null, visibility);
}

/** As the server counts: what few may see moves no public number. */
function count(accountId: string, parent: string | null, visibility: Post['visibility']): void {
  if (visibility !== 'direct') {
    changeAccount(accountId, (one) => ({ ...one, statusesCount: one.statusesCount + 1 }));
  }
  if (parent !== null && (visibility === 'public' || visibility === 'unlisted')) {
    changePost(parent, (one) => ({ ...one, repliesCount: one.repliesCount + 1 }));
  }
}
