/** From bytes to events: the envelope once per row, the data anew for each handler. */
import type { EventOf, EventType } from '@fanfare/contracts/events';
import { events } from '@fanfare/contracts/events';
import { AppError } from '@fanfare/kernel';
import { Compile } from 'typebox/schema';

/** What the log must know of a row to route it; the data stays bytes. */
export interface Sealed {
  readonly number: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly key: string;
  /** W3C traceparent. */
  readonly trace: string | null;
  /** When it was emitted, ms. */
  readonly at: number;
  readonly body: string;
}

/** @throws AppError `internal` when the body is no envelope; without a key nothing may pass it. */
export function seal(number: number, body: string): Sealed {
  const { id, type, version, key, trace, at } = parse(body);
  if (
    typeof id === 'string' &&
    typeof type === 'string' &&
    typeof key === 'string' &&
    Number.isInteger(version)
  ) {
    const when = { trace: typeof trace === 'string' ? trace : null, at: Number(at) };
    return { number, id, type, version: version as number, key, ...when, body };
  }
  throw unreadable(`event ${number} has no envelope`);
}

/** Why this program must not pass the event, or null: a newer program wrote it and may want it handled. */
export function beyond(row: Sealed, handled: boolean): string | null {
  if (!isEventType(row.type)) return `unknown event type ${row.type} (event ${row.number})`;
  if (!handled || row.version <= events[row.type].version) return null;
  return `event ${row.number}: ${row.type} has schema version ${row.version}, this program knows ${events[row.type].version}`;
}

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(events, type);
}

/** Decodes and checks; each call gives an object of its own. */
export type Decode = (row: Pick<Sealed, 'type' | 'body'>) => EventOf;

/** Compiles each type's check on first use. The function throws AppError `internal` when the data is not what the type says. */
export function decoder(): Decode {
  const checks = new Map<EventType, { Check(value: unknown): boolean }>();
  return ({ type, body }) => {
    if (!isEventType(type)) throw unreadable(`unknown event type ${type}`);
    let check = checks.get(type);
    if (check === undefined) {
      check = Compile(events[type].data);
      checks.set(type, check);
    }
    const { id, key, at, trace, data } = parse(body);
    if (!check.Check(data)) throw unreadable(`the data is not that of ${type}`);
    return { id, type, key, at, trace, data } as EventOf;
  };
}

function parse(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // The parser's message quotes the body, so it must not travel further.
  }
  throw unreadable('the body is not a JSON object');
}

function unreadable(detail: string): AppError {
  return new AppError('internal', { detail });
}
