/**
 * Ascending ids in one buffer of doubles with room at its end: a newer id is appended in constant
 * time and pushes the oldest out by moving `start`; now and then everything moves back to the front.
 */
export interface IdList {
  buffer: Float64Array;
  /** Of the first id in the buffer. */
  start: number;
  /** Behind the last id. */
  end: number;
}

const SMALLEST = 16;

export function emptyIdList(): IdList {
  return { buffer: new Float64Array(0), start: 0, end: 0 };
}

/** Adds one id, idempotently, and keeps the `max` highest. */
export function insertId(list: IdList, id: number, max: number): void {
  if (list.end === list.start || id > at(list, list.end - 1)) append(list, id, max);
  else insertBelow(list, id, max);
  if (list.end - list.start > max) list.start = list.end - max;
}

function append(list: IdList, id: number, max: number): void {
  if (list.end === list.buffer.length) makeRoom(list, max);
  list.buffer[list.end] = id;
  list.end += 1;
}

function insertBelow(list: IdList, id: number, max: number): void {
  const { buffer } = list;
  const index = firstAtLeast(list, id);
  if (buffer[index] === id) return;
  if (list.end - list.start >= max) {
    if (index === list.start) return;
    buffer.copyWithin(list.start, list.start + 1, index);
    buffer[index - 1] = id;
  } else {
    // The room at the end may be gone; making it moves the ids, so the index is asked for again.
    if (list.end === buffer.length) makeRoom(list, max);
    const place = firstAtLeast(list, id);
    list.buffer.copyWithin(place + 1, place, list.end);
    list.buffer[place] = id;
    list.end += 1;
  }
}

function makeRoom(list: IdList, max: number): void {
  const size = list.end - list.start;
  const enough = max + Math.max(SMALLEST, max >> 2);
  const capacity = Math.min(Math.max(SMALLEST, size * 2), Math.max(enough, size + 1));
  if (capacity <= list.buffer.length && list.start > 0) {
    list.buffer.copyWithin(0, list.start, list.end);
  } else {
    const bigger = new Float64Array(Math.max(capacity, size + 1));
    bigger.set(list.buffer.subarray(list.start, list.end));
    list.buffer = bigger;
  }
  list.start = 0;
  list.end = size;
}

/** Unions many ids into the list and keeps the `max` highest. */
export function unionIds(list: IdList, ids: readonly number[], max: number): void {
  const size = list.end - list.start;
  const all = new Float64Array(size + ids.length);
  all.set(list.buffer.subarray(list.start, list.end));
  all.set(ids, size);
  all.sort();
  let count = 0;
  for (const id of all) {
    if (count === 0 || id !== all[count - 1]) all[count++] = id;
  }
  const kept = all.subarray(Math.max(0, count - max), count);
  list.buffer = new Float64Array(kept.length + SMALLEST);
  list.buffer.set(kept);
  list.start = 0;
  list.end = kept.length;
}

/** Up to `limit` ids between the exclusive bounds, from the newest or the oldest end of that range. */
export function sliceIds(
  list: IdList,
  range: { below: number | null; above: number | null; limit: number; order: 'newest' | 'oldest' },
): number[] {
  const low = range.above === null ? list.start : firstAtLeast(list, range.above + 1);
  const high = range.below === null ? list.end : firstAtLeast(list, range.below);
  const count = Math.min(range.limit, Math.max(0, high - low));
  const ids: number[] = [];
  for (let index = 0; index < count; index++) {
    ids.push(at(list, range.order === 'newest' ? high - 1 - index : low + index));
  }
  return ids;
}

/** Index of the first id that is not below the bound, `end` when all are. */
function firstAtLeast(list: IdList, bound: number): number {
  let low = list.start;
  let high = list.end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(list, middle) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function at(list: IdList, index: number): number {
  return list.buffer[index] ?? 0;
}
