/** The index that the settings ask for: the embedded one, or Elasticsearch, whose client is loaded only then. */
import { join } from 'node:path';
import type { Clock, Log } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import type { Metrics, Tracer } from '@fanfare/telemetry';
import { engineCalls, noTracer } from '@fanfare/telemetry';
import { observedIndex } from './observed-index.ts';
import { searchFts5 } from './search-fts5.ts';
import type { SearchIndex } from './search-index.ts';

export interface ChosenIndex {
  index: SearchIndex;
  /** To be called once, before anything is asked. @throws StartError */
  open(): Promise<void>;
}

interface Needs {
  dataFolder: string;
  namespace: string;
  log: Log;
  clock: Clock;
  metrics: Metrics;
  tracer?: Tracer;
}

/** @param url null: the embedded index */
export function chosenIndex(url: string | null, needs: Needs): ChosenIndex {
  const chosen = choose(url, needs);
  const calls = engineCalls(needs.metrics, needs.tracer ?? noTracer, 'search');
  return { ...chosen, index: observedIndex(chosen.index, calls) };
}

function choose(url: string | null, needs: Needs): ChosenIndex {
  const { dataFolder, namespace, log, clock } = needs;
  if (url === null) {
    return { index: searchFts5({ file: join(dataFolder, 'search.db'), log }), open: async () => {} };
  }
  let opened: SearchIndex | null = null;
  const index = (): SearchIndex => {
    if (opened === null) throw new AppError('engine_away', { detail: 'Elasticsearch: it is not opened yet' });
    return opened;
  };
  return {
    index: {
      shared: true,
      get foundWithin() {
        return index().foundWithin;
      },
      apply: async (documents) => index().apply(documents),
      statuses: async (query) => index().statuses(query),
      accounts: async (query) => index().accounts(query),
      tags: async (query) => index().tags(query),
      rebuild: async (batches, options) => index().rebuild(batches, options),
      refresh: async () => index().refresh(),
      note: async () => index().note(),
      setNote: async (note) => index().setNote(note),
      health: async () => opened?.health() ?? { ok: false, detail: 'Elasticsearch is not opened yet' },
      close: async () => opened?.close(),
    },
    async open() {
      const { elasticsearchIndex } = await import('./search-elasticsearch.ts');
      opened = await elasticsearchIndex({ url, namespace, log, clock });
    },
  };
}
