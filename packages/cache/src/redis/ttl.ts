/** A ttl of the port as Redis takes it. @throws RangeError when it is no number of ms */
export function milliseconds(ttl: number): number {
  if (!Number.isFinite(ttl)) throw new RangeError(`A ttl is a number of ms, not ${ttl}`);
  return Math.ceil(ttl);
}
