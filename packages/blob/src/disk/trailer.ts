import { checkMediaType } from '../media-type.ts';

/**
 * A blob is one file, so that it appears and goes whole: its bytes, and behind them its type, the
 * type's length in one byte and a magic word. Programs that show images ignore what follows the image.
 */
const MAGIC = Buffer.from('FFB1', 'latin1');
const FIXED = 1 + MAGIC.length;
export const LONGEST_TRAILER = 255 + FIXED;

/** @throws TypeError when it is no media type */
export function makeTrailer(type: string): Buffer {
  checkMediaType(type);
  return Buffer.concat([Buffer.from(type, 'latin1'), Buffer.of(type.length), MAGIC]);
}

/** Reads the trailer from the end of a file; null when the file was not written by this adapter. */
export function readTrailer(tail: Buffer): { type: string; length: number } | null {
  if (tail.length < FIXED || !tail.subarray(tail.length - MAGIC.length).equals(MAGIC)) return null;
  const length = (tail[tail.length - FIXED] ?? 0) + FIXED;
  if (length > tail.length) return null;
  return { type: tail.toString('latin1', tail.length - length, tail.length - FIXED), length };
}
