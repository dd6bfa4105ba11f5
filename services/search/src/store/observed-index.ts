import type { EngineCalls } from '@fanfare/telemetry';
import type { SearchIndex } from './search-index.ts';

/** The same index, with what it is asked counted and timed. */
export function observedIndex(index: SearchIndex, { watch }: EngineCalls): SearchIndex {
  return {
    shared: index.shared,
    get foundWithin() {
      return index.foundWithin;
    },
    apply: (documents) => watch('apply', index.apply(documents)),
    statuses: (query) => watch('statuses', index.statuses(query)),
    accounts: (query) => watch('accounts', index.accounts(query)),
    tags: (query) => watch('tags', index.tags(query)),
    // Minutes of many calls: no time that says anything of the engine.
    rebuild: (batches, options) => index.rebuild(batches, options),
    refresh: () => watch('refresh', index.refresh()),
    note: () => watch('note', index.note()),
    setNote: (note) => watch('set_note', index.setNote(note)),
    health: () => index.health(),
    close: () => index.close(),
  };
}
