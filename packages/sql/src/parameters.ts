/**
 * What a statement may be given, the same on all engines: text, numbers, nothing. Anything else a client library would
 * turn into text in a way of its own.
 * @throws TypeError
 */
export function checkParameters(parameters: readonly unknown[]): void {
  for (const value of parameters) {
    if (typeof value === 'string' || value === null || typeof value === 'bigint') continue;
    if (typeof value === 'number' && Number.isFinite(value)) {
      if (!Number.isInteger(value) || Number.isSafeInteger(value)) continue;
      throw new TypeError(`A statement was given an integer above 53 bits`);
    }
    throw new TypeError(`A statement was given ${value === undefined ? 'undefined' : `a ${typeof value}`}`);
  }
}

/** An integer as an engine writes it. @throws RangeError when a JS number cannot hold it */
export function safeInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError('The database answered with an integer above 53 bits');
}
