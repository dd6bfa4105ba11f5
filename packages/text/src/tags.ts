import { foldTag } from './fold-tag.ts';
import type { MentionToken, Token } from './parse.ts';
import { parseText } from './parse.ts';

/** The hashtags of a text, each once, in order: as first written, and folded. */
export function tagsOf(text: string | readonly Token[]): { name: string; folded: string }[] {
  const found = new Map<string, { name: string; folded: string }>();
  for (const token of tokensOf(text)) {
    if (token.type !== 'hashtag') continue;
    const folded = foldTag(token.name);
    if (!found.has(folded)) found.set(folded, { name: token.name, folded });
  }
  return [...found.values()];
}

/** The mentions of a text, each once whatever its case, in order and as first written. */
export function mentionsOf(text: string | readonly Token[]): Pick<MentionToken, 'username' | 'domain'>[] {
  const found = new Map<string, Pick<MentionToken, 'username' | 'domain'>>();
  for (const token of tokensOf(text)) {
    if (token.type !== 'mention') continue;
    const { username, domain } = token;
    const key = `${username}@${domain ?? ''}`.toLowerCase();
    if (!found.has(key)) found.set(key, { username, domain });
  }
  return [...found.values()];
}

/** Whether a mention's domain is this server: none written, or the host of its public URL (with its port, if any). */
export function isLocalDomain(domain: string | null, publicUrl: string): boolean {
  return domain === null || domain.toLowerCase() === new URL(publicUrl).host;
}

function tokensOf(text: string | readonly Token[]): readonly Token[] {
  return typeof text === 'string' ? parseText(text) : text;
}
