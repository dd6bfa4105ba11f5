import pg from 'pg';
import { safeInteger } from '../parameters.ts';

const BOOL = 16;
const INT8 = 20;
const NUMERIC = 1700;

/** Turns what the server sends into what all engines answer: numbers, also for counts and sums, and 1 or 0 for a truth. */
export function parserOf(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === INT8) return safeInteger;
  if (oid === NUMERIC) return (text) => (text.includes('.') ? Number(text) : safeInteger(text));
  if (oid === BOOL) return (text) => (text === 't' ? 1 : 0);
  return pg.types.getTypeParser(oid, format as 'text');
}
