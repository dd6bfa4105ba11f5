/** Who may see a post: from everybody to those who are named in it. */
import type { Visibility } from '../api/entities.ts';

export const audiences: readonly Visibility[] = ['public', 'unlisted', 'private', 'direct'];

export function isWider(one: Visibility, than: Visibility): boolean {
  return audiences.indexOf(one) < audiences.indexOf(than);
}

/** What an answer starts with: as one posts by default, but never for more people than what it answers. */
export function narrower(one: Visibility, other: Visibility): Visibility {
  return isWider(one, other) ? other : one;
}

interface Mentioned {
  id: string;
  acct: string;
}

/** Whom an answer names: the author and those named, each once, without oneself. */
export function mentionsFor(
  post: { account: Mentioned; mentions: readonly Mentioned[] },
  ownId: string,
): string {
  const people = [post.account, ...post.mentions].filter((person) => person.id !== ownId);
  const names = [...new Set(people.map(({ acct }) => `@${acct}`))];
  return names.length === 0 ? '' : `${names.join(' ')} `;
}
