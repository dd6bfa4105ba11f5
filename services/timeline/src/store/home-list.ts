/** The cached list of one home: its key, its mark, how it is read and built. */
import type { Cache } from '@fanfare/cache';
import { HOME_LENGTH, LIST_TTL } from '../config.ts';
import type { Mark, Unusable } from '../domain/mark.ts';
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

export interface HomeRead {
  /** Or why it cannot be used. */
  list: HomeList | Unusable;
  /** The memory that answered: a list that is built after this read is marked with it. */
  run: string;
}

/** The mark is held to the memory that this very read came from: pushes may be lost in any other. */
export async function readHomeList(
  cache: Cache,
  accountId: number,
  now: { version: number; epoch: number },
  range: Range,
): Promise<HomeRead> {
  const { mark: text, ids, lowest, size, run } = await cache.lists.read(homeKey(accountId), range);
  const mark = readMark(text, { ...now, run });
  if (typeof mark === 'string') return { list: mark, run };
  const trimmed = size >= HOME_LENGTH && lowest !== null;
  return { list: { low: trimmed ? Math.max(mark.low, lowest) : mark.low, ids }, run };
}

export async function buildHomeList(
  cache: Cache,
  accountId: number,
  ids: readonly number[],
  mark: Mark,
): Promise<void> {
  await cache.lists.build(homeKey(accountId), ids, writeMark(mark), { max: HOME_LENGTH, ttl: LIST_TTL });
}
