/**
 * Who rebuilds, among several processes: a document that its holder writes anew every second. Whoever waits watches it;
 * one that stays the same for a while has lost its holder and is taken. No clock is compared with another's, and a
 * holder that slept and comes back does no harm: its indices are gone, so it cannot put them in the others' place.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { estypes } from '@elastic/elasticsearch';
import type { Elastic } from './elasticsearch-client.ts';
import { engineAway, isConflict, isMissing, statusOf } from './elasticsearch-client.ts';

export interface Lease {
  /** Aborted when it was lost. */
  readonly signal: AbortSignal;
  release(): Promise<void>;
}

export interface Leases {
  /** Waits until nobody else has it. @param signal ends the waiting with its reason */
  take(signal: AbortSignal): Promise<Lease>;
  /** Null: somebody else has it, or may have it. */
  tryTake(): Promise<Lease | null>;
}

interface Held {
  owner: string | null;
  beat: number;
}

/** What the document was when it was read: a write goes through only as long as it still is. */
interface Seen {
  owner: string | null;
  at: { if_seq_no: number; if_primary_term: number } | null;
}

const DEADLINE = 5_000;
const BEAT = 1_000;
/** Without a beat for so long its holder is taken for gone. */
const LIFE = 6_000;
const LOOK = 200;
const ID = 'rebuild';

export function elasticLeases(elastic: Elastic, namespace: string): Leases {
  const index = `${namespace}-search-control-v1`;
  let lastSeen: { key: string; since: number } | null = null;

  async function look(): Promise<Seen> {
    try {
      const got = await elastic.ask(DEADLINE, (client, options) =>
        client.get<Held>({ index, id: ID }, options),
      );
      const at = { if_seq_no: got._seq_no ?? 0, if_primary_term: got._primary_term ?? 0 };
      return { owner: got._source?.owner ?? null, at };
    } catch (error) {
      if (!isMissing(error)) throw error;
      await create();
      return { owner: null, at: null };
    }
  }

  async function create(): Promise<void> {
    const properties: Record<string, estypes.MappingProperty> = {
      owner: { type: 'keyword' },
      beat: { type: 'long' },
    };
    try {
      await elastic.ask(DEADLINE, (client, options) =>
        client.indices.create(
          {
            index,
            mappings: { dynamic: 'strict', properties },
            settings: { number_of_shards: 1, auto_expand_replicas: '0-1' },
          },
          options,
        ),
      );
    } catch (error) {
      // It is there already.
      if (statusOf(error) !== 400) throw error;
    }
  }

  /** Null: somebody else wrote meanwhile. */
  async function write(held: Held, at: Seen['at']): Promise<NonNullable<Seen['at']> | null> {
    try {
      const wrote = await elastic.ask(DEADLINE, (client, options) =>
        client.index(
          { index, id: ID, document: held, ...(at === null ? { op_type: 'create' } : at) },
          options,
        ),
      );
      return { if_seq_no: wrote._seq_no ?? 0, if_primary_term: wrote._primary_term ?? 0 };
    } catch (error) {
      if (isConflict(error)) return null;
      throw error;
    }
  }

  async function tryTake(): Promise<Lease | null> {
    const seen = await look();
    if (seen.owner !== null && !isStale(seen)) return null;
    const owner = randomUUID();
    const at = await write({ owner, beat: 0 }, seen.at);
    return at === null ? null : hold(owner, at);
  }

  function isStale({ owner, at }: Seen): boolean {
    const key = `${owner} ${at?.if_seq_no} ${at?.if_primary_term}`;
    if (lastSeen?.key !== key) lastSeen = { key, since: performance.now() };
    return performance.now() - lastSeen.since > LIFE;
  }

  function hold(owner: string, first: NonNullable<Seen['at']>): Lease {
    const lost = new AbortController();
    let at = first;
    let beat = 0;
    let beating: Promise<void> = Promise.resolve();
    let busy = false;
    const timer = setInterval(() => {
      if (!busy) beating = again();
    }, BEAT).unref();

    async function again(): Promise<void> {
      busy = true;
      beat += 1;
      try {
        const next = await write({ owner, beat }, at);
        if (next === null) lose();
        else at = next;
      } catch {
        // Away for a moment: whether it was lost shows at the next beat, or in the work itself.
      }
      busy = false;
    }

    function lose(): void {
      clearInterval(timer);
      lost.abort(engineAway('somebody else builds the index'));
    }

    return {
      signal: lost.signal,
      async release() {
        clearInterval(timer);
        await beating;
        if (!lost.signal.aborted) await write({ owner: null, beat }, at);
      },
    };
  }

  return {
    tryTake,
    async take(signal) {
      for (;;) {
        signal.throwIfAborted();
        const lease = await tryTake();
        if (lease !== null) return lease;
        await pause(LOOK, undefined, { ref: false });
      }
    },
  };
}
