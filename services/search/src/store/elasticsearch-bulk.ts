/**
 * Many documents in one request, and what became of each. The version of the truth is the engine's own (`external`):
 * an older or equal one is refused, which is as good as written.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Elastic } from './elasticsearch-client.ts';
import { engineAway } from './elasticsearch-client.ts';
import type { Stored } from './elasticsearch-documents.ts';

export interface Write {
  document: Stored;
  /** An alias; where it does not exist nothing is written. */
  to: string;
}

/** What became of one write: it is there; its alias is not; or the document can never be stored, and why. */
export type Outcome = { state: 'stored' } | { state: 'missing' } | { state: 'refused'; reason: string };

const DEADLINE = 5_000;
/** Characters of one request. */
const LARGEST = 4_000_000;
const FIRST_PAUSE = 50;
const ATTEMPTS = 5;

/** @throws AppError `engine_away` when any of them could not be written now; the engine's 400 when it cannot read the request */
export async function bulk(elastic: Elastic, writes: readonly Write[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const piece of pieces(writes)) outcomes.push(...(await piecewise(elastic, piece)));
  return outcomes;
}

/** Those that the engine has no room for at the moment are sent again, some times. */
async function piecewise(elastic: Elastic, writes: readonly Write[]): Promise<Outcome[]> {
  const outcomes: (Outcome | null)[] = writes.map(() => null);
  for (let attempt = 0; ; attempt += 1) {
    const left = outcomes.flatMap((outcome, index) => (outcome === null ? [index] : []));
    if (left.length === 0) return outcomes.filter((outcome) => outcome !== null);
    if (attempt === ATTEMPTS) throw engineAway('it is too busy to take what is written');
    if (attempt > 0) await pause(FIRST_PAUSE * 2 ** attempt, undefined, { ref: false });
    const results = await send(
      elastic,
      left.flatMap((index) => writes[index] ?? []),
    );
    for (const [at, index] of left.entries()) outcomes[index] = results[at] ?? null;
  }
}

/** Null: not now. */
async function send(elastic: Elastic, writes: readonly Write[]): Promise<(Outcome | null)[]> {
  const lines = writes.flatMap(({ document: { id, version, source }, to }) => [
    `{"index":{"_index":${JSON.stringify(to)},"_id":${JSON.stringify(id)},"version":${version},"version_type":"external","require_alias":true}}`,
    source,
  ]);
  const { items } = await elastic.ask(DEADLINE, (client, options) =>
    client.bulk({ operations: lines, filter_path: 'items.*.status,items.*.error' }, options),
  );
  return items.map((item) => outcomeOf(item.index ?? {}));
}

interface Item {
  status?: number;
  error?: { type?: string; reason?: string | null; caused_by?: { reason?: string | null } };
}

function outcomeOf({ status = 0, error }: Item): Outcome | null {
  if (error === undefined) return { state: 'stored' };
  if (status === 409) return { state: 'stored' };
  if (status === 404) return { state: 'missing' };
  if (status === 429 && error.type === 'es_rejected_execution_exception') return null;
  const reason = `${error.type}: ${error.caused_by?.reason ?? error.reason ?? ''}`;
  if (status === 400) return { state: 'refused', reason };
  // A disk that is full, a shard that is being moved.
  throw engineAway(reason);
}

function* pieces(writes: readonly Write[]): Generator<Write[]> {
  let piece: Write[] = [];
  let size = 0;
  for (const write of writes) {
    size += write.document.source.length + 200;
    if (piece.length > 0 && size > LARGEST) {
      yield piece;
      piece = [];
      size = write.document.source.length + 200;
    }
    piece.push(write);
  }
  if (piece.length > 0) yield piece;
}
