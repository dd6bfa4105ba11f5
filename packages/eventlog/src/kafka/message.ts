/** An outbox row as a message: key and envelope as they are, and where the row comes from in the headers. */
import type { InMessage, OutMessage } from './client/index.ts';

/** What the headers say. Numbers count in a bucket of a source. */
export interface Origin {
  source: string;
  bucket: number;
  number: number;
  /** The number before it that lies in the same topic: whoever stands there misses nothing. */
  previous: number;
  /** The restore epoch of the source. */
  epoch: number;
}

/** @param value null: only tells the topic's readers of the epoch */
export function outMessage(origin: Origin, key: string, value: string | null): OutMessage {
  const headers = Object.entries(origin).map(([name, what]) => [name, String(what)]);
  return { key, value, headers: Object.fromEntries(headers) as Record<string, string> };
}

/** Null: it was not written by a relay. */
export function originOf({ headers }: InMessage): Origin | null {
  const number = (name: string) => Number(headers.get(name) ?? Number.NaN);
  const origin: Origin = {
    source: headers.get('source') ?? '',
    bucket: number('bucket'),
    number: number('number'),
    previous: number('previous'),
    epoch: number('epoch'),
  };
  const { source, ...numbers } = origin;
  return source !== '' && Object.values(numbers).every(Number.isSafeInteger) ? origin : null;
}
