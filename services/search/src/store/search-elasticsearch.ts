/**
 * The index on Elasticsearch, for any number of processes at once: what each needs to know stands in the engine
 * itself. Indices come into being by `rebuild` only; until there are some, everything else says that they are away.
 */
import type { Clock, Log } from '@fanfare/kernel';
import { AppError, periodic } from '@fanfare/kernel';
import type { Elastic } from './elasticsearch-client.ts';
import { openElastic } from './elasticsearch-client.ts';
import { stored } from './elasticsearch-documents.ts';
import { indexHealth } from './elasticsearch-health.ts';
import { elasticIndices, REFRESH } from './elasticsearch-indices.ts';
import { elasticLeases } from './elasticsearch-lease.ts';
import { elasticReader } from './elasticsearch-read.ts';
import type { Rebuilding } from './elasticsearch-rebuild.ts';
import { rebuild, removeLeft } from './elasticsearch-rebuild.ts';
import { sweepTombstones, TOMBSTONE_LIFE } from './elasticsearch-sweep.ts';
import { elasticWriter } from './elasticsearch-writes.ts';
import type { SearchIndex } from './search-index.ts';

export interface ElasticsearchOptions {
  /** `http://user:password@host:9200`. */
  url: string;
  /** Begins the names of all indices. */
  namespace: string;
  log: Log;
  clock: Clock;
  /** Of one question, in ms. */
  deadline?: number;
  /** How long a part of the index may be missing until the whole is taken for lost, in ms. */
  redPatience?: number;
}

const DEADLINE = 2_000;
const RED_PATIENCE = 120_000;
const SWEEP_EVERY = 60_000;

/** @throws StartError when the engine is not there, refuses us, or is none that we know */
export async function elasticsearchIndex(options: ElasticsearchOptions): Promise<SearchIndex> {
  return indexOn(await openElastic(options.url, options.log), options);
}

async function indexOn(elastic: Elastic, options: ElasticsearchOptions): Promise<SearchIndex> {
  const { namespace, log, clock, deadline = DEADLINE, redPatience = RED_PATIENCE } = options;
  const indices = elasticIndices(elastic, namespace);
  const writer = elasticWriter(elastic, indices);
  const state = indexHealth(elastic, namespace, redPatience);
  const closing = new AbortController();
  const rebuilding: Rebuilding = {
    ...{ elastic, indices, log },
    leases: elasticLeases(elastic, namespace),
    now: () => clock.now(),
    closing: closing.signal,
  };
  let left: string[] = [];
  const sweeper = periodic('search.sweep', SWEEP_EVERY, log, async () => {
    left = await removeLeft(rebuilding, left);
    if ((await indices.state()).active === null) return;
    await sweepTombstones(elastic, indices, clock.now() - TOMBSTONE_LIFE);
  });
  await sweeper.start();
  let building: Promise<unknown> = Promise.resolve();

  return {
    shared: true,
    foundWithin: REFRESH,
    apply: (documents) => writer.apply(documents.map((document) => stored(document, clock.now()))),
    ...elasticReader(elastic.apart(), indices, deadline),
    rebuild(batches, how) {
      const built = building.then(() => rebuild(rebuilding, batches, how));
      building = built.catch(() => undefined);
      return built;
    },
    refresh: indices.refresh,
    async note() {
      const { note } = await indices.state();
      return note !== null && (await state.isBeyondHelp()) ? null : note;
    },
    setNote: async (note) => indices.note(await indices.state(), note),
    health: state.health,
    async close() {
      closing.abort(new AppError('shutting_down'));
      await sweeper.stop();
      await building;
      await writer.close();
      await elastic.close();
    },
  };
}
