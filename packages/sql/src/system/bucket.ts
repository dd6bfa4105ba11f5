import { BUCKETS } from '../port.ts';

/** The outbox bucket of an event key: FNV-1a over its UTF-16 units. Never changes: order per key hangs on it. */
export function bucketOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) {
    hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  }
  // The low bits of FNV mix least, so the high ones are folded in.
  return ((hash ^ (hash >>> 16)) >>> 0) % BUCKETS;
}
