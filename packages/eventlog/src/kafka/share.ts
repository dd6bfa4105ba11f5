/**
 * Which buckets this relay carries: all relays of a database share them evenly, by leases with a fence. A relay that
 * slept beyond its lease may still send what it had in hand: that is a repetition, and readers tell it by its number.
 */
import type { Log } from '@fanfare/kernel';
import type { Leases, RelayBucket, RelayStore } from '@fanfare/sql';
import { leasesOf, relayStore } from '@fanfare/sql';
import type { ConsumerGroup } from '../port.ts';
import type { Bucket } from './bucket.ts';
import { bucketFrom, isUnsaved } from './bucket.ts';

/** Any service's database. */
export type AnyDatabase = ConsumerGroup['database'];

/** In ms; renewed every second. Buckets of a relay that was killed rest so long. */
export const LEASE = 6_000;
/** A relay stops by itself before others may begin. */
const TRUST = (LEASE * 2) / 3;
const RELAYS = 'relay/';
/** A relay that has been gone for so long, in ms, is forgotten. */
const FORGET = 60_000;

export interface Shares {
  readonly held: ReadonlyMap<number, Bucket>;
  /** False: the lease may have ended without this process noticing; nothing more may be sent. */
  trusted(): boolean;
  /** Renews, gives up what others are to have, takes what is free. Call every second. */
  renew(): Promise<void>;
  /** Another relay has it: it is no longer ours. */
  drop(bucket: number): void;
  /** Stores how far the buckets were carried; those that another relay has by now are dropped. */
  save(): Promise<void>;
  /** Gives everything back, so that others take over at once. */
  leave(): Promise<void>;
}

export function sharesOf(needs: { database: AnyDatabase; holder: string; log: Log }): Shares {
  const { database, holder, log } = needs;
  const store: RelayStore = relayStore(database);
  const leases: Leases = leasesOf(database);
  const held = new Map<number, Bucket>();
  let prepared = false;
  let renewedAt = Number.NEGATIVE_INFINITY;

  async function prepare(): Promise<void> {
    if (prepared) return;
    await database.unit((unit) => store.prepare(unit), { lane: 'fanout' });
    prepared = true;
  }

  /** How many buckets are ours, now that so many relays live. */
  function fairShare(relays: readonly string[], buckets: number): number {
    const rank = relays.indexOf(holder);
    const extra = rank >= 0 && rank < buckets % relays.length ? 1 : 0;
    return Math.floor(buckets / Math.max(1, relays.length)) + extra;
  }

  function shrink(share: number): void {
    const staying = [...held.values()].filter(({ leaving }) => !leaving);
    // Idle ones go first: the others have to finish what is in hand.
    staying.sort((one, other) => Number(one.busy) - Number(other.busy));
    for (const bucket of staying.slice(0, Math.max(0, staying.length - share))) bucket.leaving = true;
  }

  async function handOver(): Promise<void> {
    const free = [...held.values()].filter(({ leaving, busy }) => leaving && !busy);
    if (free.length === 0) return;
    await save();
    const numbers = free.map(({ bucket }) => bucket).filter((bucket) => held.has(bucket));
    await database.unit((unit) => store.release(unit, numbers, holder), { lane: 'fanout' });
    for (const bucket of numbers) held.delete(bucket);
  }

  async function claim(rows: readonly RelayBucket[], count: number): Promise<void> {
    if (count <= 0) return;
    const taken = await database.unit(
      async (unit) => {
        const mine: Bucket[] = [];
        for (const row of rows) {
          if (mine.length === count) break;
          const ours = row.holder === holder && held.has(row.bucket);
          if (ours || row.expires_at > unit.now) continue;
          if (await store.claim(unit, row, holder, LEASE)) mine.push(bucketFrom(row, row.fence + 1));
        }
        return mine;
      },
      { lane: 'fanout' },
    );
    for (const bucket of taken) held.set(bucket.bucket, bucket);
    if (taken.length > 0) log.debug({ taken: taken.length, held: held.size }, 'The relay took buckets');
  }

  async function save(): Promise<void> {
    const moved = [...held.values()].filter(isUnsaved);
    if (moved.length === 0) return;
    const notes = moved.map(({ bucket, fence, number, topics, epoch }) => ({
      ...{ bucket, fence, holder, number, epoch },
      topics: JSON.stringify(topics),
    }));
    const lost = await database.unit(
      async (unit) => {
        const others: number[] = [];
        for (const note of notes) if (!(await store.advance(unit, note))) others.push(note.bucket);
        return others;
      },
      { lane: 'fanout' },
    );
    for (const [at, bucket] of moved.entries()) bucket.stored = notes[at] ?? bucket.stored;
    for (const bucket of lost) held.delete(bucket);
  }

  return {
    held,
    trusted: () => performance.now() - renewedAt < TRUST,
    async renew() {
      await prepare();
      const began = performance.now();
      const relays = await database.unit(
        async (unit) => {
          await leases.take(unit, RELAYS + holder, holder, LEASE);
          await leases.forget(unit, RELAYS, FORGET);
          await store.renew(unit, holder, LEASE);
          return leases.holders(unit, RELAYS);
        },
        { lane: 'fanout' },
      );
      // Before this moment the lease may have ended and a bucket have been taken: only what the rows say is ours.
      const rows = await store.buckets();
      for (const row of rows) {
        if (held.has(row.bucket) && (row.holder !== holder || row.fence !== held.get(row.bucket)?.fence))
          held.delete(row.bucket);
      }
      renewedAt = began;
      const share = fairShare(relays, rows.length);
      shrink(share);
      await handOver();
      await claim(rows, share - held.size);
    },
    drop: (bucket) => void held.delete(bucket),
    save,
    async leave() {
      await save();
      const numbers = [...held.keys()];
      held.clear();
      await database.unit(
        async (unit) => {
          await store.release(unit, numbers, holder);
          await leases.release(unit, RELAYS + holder, holder);
        },
        { lane: 'fanout' },
      );
    },
  };
}
