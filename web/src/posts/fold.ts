/** Whether a post is so long that lists show its beginning only. Reckoned, not measured, so that nothing jumps. */
import { plainText } from './plain.ts';

/** A column of a list, in characters; signs of CJK take the room of two. */
const COLUMN = 62;
const MOST_LINES = 16;

export function isLong(html: string): boolean {
  let lines = 0;
  for (const line of plainText(html).split('\n')) {
    lines += Math.max(1, Math.ceil(widthOf(line) / COLUMN));
    if (lines > MOST_LINES) return true;
  }
  return false;
}

function widthOf(line: string): number {
  let width = 0;
  for (const sign of line)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(sign) ? 2 : 1;
  return width;
}
