/** Sees that a refused request, and a GET, has changed nothing. */
import assert from 'node:assert/strict';
import type { Network } from '@fanfare/testkit';
import type { Digest } from './digest.ts';
import { digestOf } from './digest.ts';

export interface Watch {
  before(): Promise<void>;
  /** @param said the request, for the reader of a failure */
  after(said: string, accepted: boolean): Promise<void>;
  close(): Promise<void>;
}

/** On real engines every so many requests are looked at: each look reads all tables. */
const EVERY = 200;

export async function watchOn(network: Network): Promise<Watch> {
  const digest = await digestOf(network);
  return digest.moved === null ? watchSome(network, digest) : watchAll(network, digest, digest.moved);
}

/** Every request: the embedded database says at no cost whether anything was written. */
async function watchAll(network: Network, digest: Digest, moved: () => boolean): Promise<Watch> {
  moved();
  let kept = await digest.take();
  return {
    before: async () => {},
    async after(said, accepted) {
      if (accepted) await network.settle();
      if (!moved()) return;
      const now = await digest.take();
      if (!accepted) assertSame(kept, now, said);
      kept = now;
    },
    close: digest.close,
  };
}

async function watchSome(network: Network, digest: Digest): Promise<Watch> {
  let count = 0;
  let kept: Map<string, string> | null = null;
  return {
    async before() {
      kept = null;
      if (count++ % EVERY !== 0) return;
      await network.settle();
      kept = await digest.take();
    },
    async after(said, accepted) {
      if (kept === null || accepted) return;
      await network.settle();
      assertSame(kept, await digest.take(), said);
    },
    close: digest.close,
  };
}

function assertSame(kept: Map<string, string>, now: Map<string, string>, said: string): void {
  const changed = [...now].filter(([table, rows]) => kept.get(table) !== rows).map(([table]) => table);
  assert.deepEqual(changed, [], `${said} must change nothing`);
}
