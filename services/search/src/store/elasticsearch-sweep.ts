/**
 * Deletions are documents of their own, because the engine forgets a deleted document's version after a minute and
 * would then take an older one. Here they go when no event that could bring an older one is left.
 */
import type { Elastic } from './elasticsearch-client.ts';
import type { Indices } from './elasticsearch-indices.ts';

/** Longer than any log keeps an event, and handlers read the truth before they write. */
export const TOMBSTONE_LIFE = 30 * 24 * 60 * 60_000;
const TOGETHER = 1_000;
const DEADLINE = 30_000;

/** @param before ms: those that were written earlier @returns how many went */
export async function sweepTombstones(elastic: Elastic, indices: Indices, before: number): Promise<number> {
  let swept = 0;
  for (const kind of ['posts', 'accounts'] as const) {
    for (let more = true; more; ) {
      const round = await sweepSome(elastic, indices.active(kind), before);
      swept += round.swept;
      more = round.found === TOGETHER && round.swept > 0;
      if (more) await refresh(elastic, indices.active(kind));
    }
  }
  return swept;
}

async function refresh(elastic: Elastic, index: string): Promise<void> {
  await elastic.ask(DEADLINE, (client, options) => client.indices.refresh({ index }, options));
}

async function sweepSome(
  elastic: Elastic,
  index: string,
  before: number,
): Promise<{ found: number; swept: number }> {
  const found = await elastic.ask(DEADLINE, (client, options) =>
    client.search(
      {
        index,
        size: TOGETHER,
        version: true,
        _source: false,
        track_total_hits: false,
        query: { bool: { filter: [{ term: { deleted: true } }, { range: { deleted_at: { lt: before } } }] } },
      },
      options,
    ),
  );
  const { hits } = found.hits;
  if (hits.length === 0) return { found: 0, swept: 0 };
  const lines = hits.map(({ _id, _version = 0 }) => ({
    delete: {
      _index: index,
      _id,
      version: _version,
      version_type: 'external_gte' as const,
      require_alias: true,
    },
  }));
  const { items } = await elastic.ask(DEADLINE, (client, options) =>
    client.bulk({ operations: lines }, options),
  );
  return { found: hits.length, swept: items.filter((item) => item.delete?.result === 'deleted').length };
}
