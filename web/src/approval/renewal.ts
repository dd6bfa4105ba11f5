/** Addresses of unpublished pictures work for minutes only, and each answer brings new ones. */
const EVERY = 30_000;
const last = new Map<string, number>();

/** A picture did not load: whether to ask anew. Not again and again for one that cannot be had at all. */
export function mayRenew(id: string): boolean {
  const now = Date.now();
  if (now - (last.get(id) ?? 0) < EVERY) return false;
  last.set(id, now);
  return true;
}
