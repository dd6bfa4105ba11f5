/**
 * Ids: 53-bit integers of 40 bits of milliseconds since 2020-01-01, 8 bits of node and 5 bits of
 * sequence. They sort by time and fit a JS number, an SQLite rowid, a bigint column and a Redis score.
 */
import { AppError } from './errors.ts';

export const ID_EPOCH = Date.UTC(2020, 0, 1);
const NODE_COUNT = 256;
const SEQUENCE_COUNT = 32;
const PER_MILLISECOND = NODE_COUNT * SEQUENCE_COUNT;
/** How far the process clock may lie from the database's before minting is refused, in ms. */
export const MAX_CLOCK_SKEW = 50;

declare const kind: unique symbol;
/** A number that names an entity of one kind; a plain number is not accepted where an Id is asked. */
export type Id<Kind extends string = string> = number & { readonly [kind]: Kind };
export type AccountId = Id<'account'>;
export type StatusId = Id<'status'>;
export type MediaId = Id<'media'>;
export type SubmissionId = Id<'submission'>;
export type NotificationId = Id<'notification'>;

export interface IdMaker {
  /**
   * @param reference the database's clock in ms, when the caller knows it
   * @throws AppError `clock_skew` when the clock went back or lies more than 50 ms off the reference
   */
  next<Kind extends string>(reference?: number): Id<Kind>;
}

/** Makes ids for one leased node number (0 to 255). `now` is the process clock in ms. */
export function idMaker(node: number, now: () => number = Date.now): IdMaker {
  if (!Number.isInteger(node) || node < 0 || node >= NODE_COUNT) {
    throw new RangeError(`A node number is an integer from 0 to ${NODE_COUNT - 1}, not ${node}`);
  }
  let last = 0;
  let sequence = 0;
  return {
    next(reference) {
      const time = now();
      if (reference !== undefined && Math.abs(time - reference) > MAX_CLOCK_SKEW) {
        throw new AppError('clock_skew', { detail: `${time - reference} ms off the database` });
      }
      if (last - time > MAX_CLOCK_SKEW) {
        throw new AppError('clock_skew', { detail: `the clock went back ${last - time} ms` });
      }
      if (time > last) {
        last = time;
        sequence = 0;
      } else if (++sequence === SEQUENCE_COUNT) {
        // A burst borrows the next millisecond: order stays, and the guard bounds how far.
        last += 1;
        sequence = 0;
      }
      return toId(last, node, sequence);
    },
  };
}

function toId<Kind extends string>(time: number, node: number, sequence: number): Id<Kind> {
  return ((time - ID_EPOCH) * PER_MILLISECOND + node * SEQUENCE_COUNT + sequence) as Id<Kind>;
}

/** The smallest id of a millisecond: a bound for queries by time. */
export function idAt<Kind extends string = string>(time: number): Id<Kind> {
  return toId(Math.max(time, ID_EPOCH), 0, 0);
}

/** The millisecond in which an id was made. */
export function timeOf(id: number): number {
  return Math.floor(id / PER_MILLISECOND) + ID_EPOCH;
}

/** Reads an id as clients send it: decimal digits, at most 2^53 - 1. Anything else is null. */
export function parseId<Kind extends string = string>(text: unknown): Id<Kind> | null {
  if (typeof text === 'number') text = String(text);
  if (typeof text !== 'string' || !/^[0-9]{1,16}$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? (value as Id<Kind>) : null;
}
