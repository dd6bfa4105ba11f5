/**
 * Who may see what: the only place with these rules. A block hides in both directions, everywhere; a mute hides
 * from lists that come by themselves, but not what one asks for by name.
 */
import type { Eyes, StatusFacts } from './facts.ts';
import { blocked, mutes } from './facts.ts';

/**
 * one: asked for by id, or kept by the viewer (bookmarks, favourites, notifications). profile: the list of one
 * account, whose own mute does not hide it. list: timelines and threads.
 */
export type Surface = 'one' | 'profile' | 'list';

export function isVisible(status: StatusFacts, eyes: Eyes, surface: Surface): boolean {
  if (!maySee(status, eyes) || isMutedHere(status, eyes, surface)) return false;
  if (status.row.reblog_of_id === null) return true;
  const { inner } = status;
  if (inner === null || !maySee(inner, eyes)) return false;
  return surface === 'one' || !isMuted(inner, eyes);
}

/** Whether rules of visibility, blocks and suspension allow it; mutes are not asked. */
function maySee(status: StatusFacts, eyes: Eyes): boolean {
  const { row, author } = status;
  if (row.deleted_at !== null || author.state === 'suspended') return false;
  if (eyes.id === null) return row.visibility === 'public' || row.visibility === 'unlisted';
  if (row.account_id === eyes.id) return true;
  const relation = eyes.relation(row.account_id);
  if (blocked(relation)) return false;
  switch (row.visibility) {
    case 'public':
    case 'unlisted':
      return true;
    case 'private':
      return relation.following || status.mentions.includes(eyes.id);
    case 'direct':
      return status.mentions.includes(eyes.id);
  }
}

function isMutedHere(status: StatusFacts, eyes: Eyes, surface: Surface): boolean {
  return surface === 'list' && isMuted(status, eyes);
}

function isMuted(status: StatusFacts, eyes: Eyes): boolean {
  return status.row.account_id !== eyes.id && mutes(eyes.relation(status.row.account_id), eyes.now);
}
