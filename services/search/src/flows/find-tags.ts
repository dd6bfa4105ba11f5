/** Tags that public posts used, with their use on the last days. */
import type { Tag } from '@fanfare/contracts/entities';
import { foldTag } from '@fanfare/text';
import { CANDIDATES, TAG_DAYS } from '../config.ts';
import { lastDays } from '../domain/day.ts';
import { presentTag } from '../domain/present-tag.ts';
import type { SearchQuery } from '../domain/query.ts';
import { matchesOf } from '../domain/words.ts';
import type { Searching } from '../needs.ts';
import { tagUses } from '../store/tag-uses.ts';

export interface TagsAsked {
  /** As it was written, and as it was read. */
  text: string;
  query: SearchQuery;
  viewerId: number | null;
  limit: number;
  offset: number;
}

/** @throws AppError `engine_away` */
export async function findTags(searching: Searching, asked: TagsAsked): Promise<Tag[]> {
  const words = matchesOf(asked.query, true);
  if (words.all.length === 0 || asked.text.includes('@')) return [];
  await searching.ready();
  const name = /^#?(\S+)$/.exec(asked.text.trim())?.[1];
  const names = await searching.index.tags({
    words,
    name: name === undefined ? null : foldTag(name),
    limit: CANDIDATES,
  });
  return usedTags(searching, names, asked);
}

/** Those of the names that a living public post uses. */
export async function usedTags(
  { db, clock, publicUrl }: Searching,
  names: readonly string[],
  asked: Pick<TagsAsked, 'viewerId' | 'limit' | 'offset'>,
): Promise<Tag[]> {
  const days = lastDays(clock.now(), TAG_DAYS);
  const tags: Tag[] = [];
  for (const name of names) {
    if (tags.length === asked.offset + asked.limit) break;
    const uses = await tagUses(db.read, name, days.at(-1) ?? 0);
    if (uses !== null)
      tags.push(presentTag(name, uses, days, { publicUrl, signedIn: asked.viewerId !== null }));
  }
  return tags.slice(asked.offset);
}
