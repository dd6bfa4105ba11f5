/** A steady load, and waiting for what it brings about. */
import assert from 'node:assert/strict';
import { update } from './harness.ts';
import type { KitDatabase } from './world.ts';

export interface Written {
  /** Each key got the versions from 1 to this. */
  versions: number;
  /** How long the slowest unit took, in ms. */
  slowest: number;
}

/** Emits the versions 1, 2, 3 … of each key until it is told to end. */
export function writer(database: KitDatabase, keys: readonly number[]): () => Promise<Written> {
  let writing = true;
  const done = (async () => {
    let versions = 0;
    let slowest = 0;
    while (writing) {
      versions += 1;
      for (const key of keys) {
        const began = performance.now();
        await update(database, [key, versions]);
        slowest = Math.max(slowest, performance.now() - began);
      }
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    return { versions, slowest };
  })();
  return () => {
    writing = false;
    return done;
  };
}

export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  ms = 30_000,
): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `${what}: not within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Units wait from `freeze` to `thaw`, as those of a process that was stopped and goes on. */
export function freezing(database: KitDatabase) {
  let gate: Promise<void> | null = null;
  let open: () => void = () => {};
  const unit: KitDatabase['unit'] = async (work, options) => {
    await gate;
    return database.unit(work, options);
  };
  return {
    database: { ...database, unit },
    freeze() {
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    thaw() {
      gate = null;
      open();
    },
  };
}
