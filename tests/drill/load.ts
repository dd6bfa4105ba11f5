/** A steady mixed load: every person one lane of requests, one after the other, at their own pace. */
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../support/random.ts';
import { readSomething } from './reading.ts';
import { approve, holdBack } from './reviewing.ts';
import type { Human, World } from './world.ts';
import { writeSomething } from './writing.ts';

export interface Load {
  /** Resolves when nothing is under way any more. */
  pause(): Promise<void>;
  resume(): void;
  end(): Promise<void>;
}

/** From one request of a lane to its next, in ms. */
const PACE = { writer: 400, reader: 250, reviewing: 1_500 };

/** @param haste how many times as fast as usual */
export function startLoad(world: World, seed: number, haste = 1): Load {
  const random = seededRandom(seed);
  let ended = false;
  /** Null while it goes. */
  let held: { until: Promise<void>; go: () => void } | null = null;
  let busy = 0;
  let idle: () => void = () => {};

  async function lane(pace: number, act: () => Promise<void>): Promise<void> {
    // Lanes that begin together must not go in step.
    await pause((random() * pace) / haste);
    for (;;) {
      while (held !== null) await held.until;
      if (ended) return;
      const began = Date.now();
      busy += 1;
      await act();
      busy -= 1;
      if (busy === 0) idle();
      await pause(Math.max(0, began + pace / haste - Date.now()));
    }
  }

  const read = (reader: Human) => lane(PACE.reader, () => readSomething(world, reader, random));
  const newcomers = [...world.newcomers];
  const lanes = [
    ...world.writers.map((writer) => lane(PACE.writer, () => writeSomething(world, writer, random))),
    ...world.watchers.map(read),
    read(world.stranger),
    lane(PACE.reviewing, () => holdBack(world, random)),
    lane(4 * PACE.reviewing, () => approve(world, newcomers)),
  ];

  const load: Load = {
    async pause() {
      let go = () => {};
      const until = new Promise<void>((resolve) => {
        go = resolve;
      });
      held = { until, go };
      while (busy > 0)
        await new Promise<void>((resolve) => {
          idle = resolve;
        });
    },
    resume() {
      const before = held;
      held = null;
      before?.go();
    },
    async end() {
      ended = true;
      load.resume();
      await Promise.all(lanes);
    },
  };
  return load;
}
