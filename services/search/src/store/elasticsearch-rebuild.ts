/** A new generation from the truth, while the old one answers and both get what comes meanwhile. */
import type { Log } from '@fanfare/kernel';
import type { Outcome } from './elasticsearch-bulk.ts';
import { bulk } from './elasticsearch-bulk.ts';
import type { Elastic } from './elasticsearch-client.ts';
import { engineAway } from './elasticsearch-client.ts';
import { stored } from './elasticsearch-documents.ts';
import type { Generation, Indices, Kind, State } from './elasticsearch-indices.ts';
import { numberOf } from './elasticsearch-indices.ts';
import type { Lease, Leases } from './elasticsearch-lease.ts';
import type { RebuildOptions, SearchDocument, Totals } from './search-index.ts';

export interface Rebuilding {
  elastic: Elastic;
  indices: Indices;
  leases: Leases;
  log: Log;
  now(): number;
  /** Aborted when the index is closed. */
  closing: AbortSignal;
}

type Batches = AsyncIterable<readonly SearchDocument[]>;
const COUNT_DEADLINE = 30_000;

export async function rebuild(
  on: Rebuilding,
  batches: Batches,
  { signal, needed, done }: RebuildOptions = {},
): Promise<Totals | null> {
  const stop = signal === undefined ? on.closing : AbortSignal.any([on.closing, signal]);
  const lease = await on.leases.take(stop);
  try {
    if (needed !== undefined && !(await needed())) return null;
    const totals = await build(on, batches, AbortSignal.any([stop, lease.signal]));
    await done?.();
    return totals;
  } finally {
    await letGo(on, lease);
  }
}

/**
 * Takes away what is not in use: what was left of a rebuild, and what it replaced.
 * @param seen those that were not in use the last time: only they go, because questions may be in hand
 * @returns those that are not in use now
 */
export async function removeLeft(
  { indices, leases, log }: Rebuilding,
  seen: readonly string[],
): Promise<string[]> {
  const left = unused(await indices.state());
  if (!left.some((name) => seen.includes(name))) return left;
  const lease = await leases.tryTake();
  if (lease === null) return left;
  try {
    const going = unused(await indices.state()).filter((name) => seen.includes(name));
    await indices.remove(going);
    log.info({ indices: going }, 'Indices that are no longer needed are gone');
    return left.filter((name) => !going.includes(name));
  } finally {
    await lease.release();
  }
}

async function build(on: Rebuilding, batches: Batches, stop: AbortSignal): Promise<Totals> {
  const { indices } = on;
  const before = await indices.state();
  // Whoever filled them cannot put them in place any more.
  await indices.remove(before.unfinished);
  const highest = Math.max(0, ...before.names.map(numberOf));
  const next = await create(on, highest + 1);
  try {
    for await (const documents of until(stop, batches)) await fill(on, documents);
    await indices.refresh();
    const totals = await count(on.elastic, next);
    stop.throwIfAborted();
    await indices.replace(await indices.state(), next);
    return totals;
  } catch (error) {
    await discard(on, next);
    throw error;
  }
}

/** The same, but ends with the signal's reason, also while the next one is waited for. */
async function* until<Item>(stop: AbortSignal, items: AsyncIterable<Item>): AsyncGenerator<Item> {
  const stopped = Promise.withResolvers<never>();
  const give = () => stopped.reject(stop.reason);
  stopped.promise.catch(() => undefined);
  stop.addEventListener('abort', give);
  const iterator = items[Symbol.asyncIterator]();
  try {
    stop.throwIfAborted();
    for (;;) {
      const next = await Promise.race([iterator.next(), stopped.promise]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    stop.removeEventListener('abort', give);
    // It ends once it has what it waits for; nobody waits for that.
    iterator.return?.().catch(() => undefined);
  }
}

async function create(on: Rebuilding, number: number): Promise<Generation> {
  try {
    return await on.indices.create(number);
  } catch (error) {
    const { names } = await on.indices.state();
    await on.indices.remove(names.filter((name) => numberOf(name) === number));
    throw error;
  }
}

/** @throws Error when a row of the truth makes a document that the engine refuses: the index would be short of it */
async function fill(
  { elastic, indices, now }: Rebuilding,
  documents: readonly SearchDocument[],
): Promise<void> {
  const writes = documents.map((document) => {
    const made = stored(document, now());
    return { document: made, to: indices.building(made.kind) };
  });
  for (const [at, outcome] of (await bulk(elastic, writes)).entries()) {
    if (outcome.state !== 'stored') throw failure(outcome, writes[at]?.document.id);
  }
}

function failure(outcome: Exclude<Outcome, { state: 'stored' }>, id: string | undefined): Error {
  if (outcome.state === 'missing') return engineAway('the index that was being filled is gone');
  return new Error(`The search index refuses ${id}: ${outcome.reason}`);
}

async function discard({ indices, log }: Rebuilding, { names }: Generation): Promise<void> {
  try {
    // Unless it answers already: then only the word of it was lost.
    const { active } = await indices.state();
    if (active?.names.posts !== names.posts) await indices.remove(Object.values(names));
  } catch (left) {
    log.warn({ err: left }, 'An unfinished search index is left behind; it is removed later');
  }
}

async function letGo({ log }: Rebuilding, lease: Lease): Promise<void> {
  await lease.release().catch((error: unknown) => {
    log.debug({ err: error }, 'The right to build the search index was not given back; it ends by itself');
  });
}

/** Nothing, where nothing answers: then any of them may be on its way. */
function unused({ active, names }: State): string[] {
  if (active === null) return [];
  const used = new Set(Object.values(active.names));
  return names.filter((name) => !used.has(name));
}

async function count(elastic: Elastic, { names }: Generation): Promise<Totals> {
  const living = async (kind: Kind) => {
    const answer = await elastic.ask(COUNT_DEADLINE, (client, options) =>
      client.count(
        { index: names[kind], query: { bool: { must_not: { term: { deleted: true } } } } },
        options,
      ),
    );
    return answer.count;
  };
  return {
    accounts: await living('accounts'),
    statuses: await living('posts'),
    tags: await living('tags'),
  };
}
