/** The cached list of one home: its key, its mark, how it is read and built. */
import type { Cache } from '@fanfare/cache';
import { HOME_LENGTH, LIST_TTL } from '../config.ts';
import type { Mark } from '../domain/mark.ts';
import { readMark, writeMark } from '../domain/mark.ts';
import type { Range } from '../domain/merge.ts';

export function homeKey(accountId: number): string {
  return `home:{${accountId}}`;
}

export interface HomeList {
  /** Complete from this id up (inclusive): the mark's, or the lowest kept once trimming has begun. */
  low: number;
  ids: number[];
}

/** Null: absent, lost, or built under another version, server or epoch. */
export async function readHomeList(
  cache: Cache,
  accountId: number,
  now: Omit<Mark, 'low'>,
  range: Range,
): Promise<HomeList | null> {
  const read = await cache.lists.read(homeKey(accountId), range);
  const mark = readMark(read.mark, now);
  if (mark === null) return null;
  const trimmed = read.size >= HOME_LENGTH && read.lowest !== null;
  return { low: trimmed ? Math.max(mark.low, read.lowest ?? 0) : mark.low, ids: read.ids };
}

export async function buildHomeList(
  cache: Cache,
  accountId: number,
  ids: readonly number[],
  mark: Mark,
): Promise<void> {
  await cache.lists.build(homeKey(accountId), ids, writeMark(mark), { max: HOME_LENGTH, ttl: LIST_TTL });
}
