/** Which versions answer: each process by itself, and whoever asks through the gateway, all the time. */
import { setTimeout as pause } from 'node:timers/promises';
import type { RemoteServices } from '@fanfare/server';
import type { World } from '../drill/world.ts';

/** From one look to the next, in ms. */
const LOOK = 100;

export interface Versions {
  /** What the gateway gave from a moment on: each version with how many answers it had, in the order of its first. */
  seen(since: number): string;
  /** Of every process, in a few words: `0.1.0 (16)`. @throws Error when one does not answer */
  running(): Promise<string>;
  end(): Promise<void>;
}

export function watchVersions(world: World, instances: RemoteServices['instances']): Versions {
  const answers: { at: number; version: string }[] = [];
  let ended = false;

  async function look(): Promise<void> {
    while (!ended) {
      const at = Date.now();
      const { status, body } = await world.stranger.ask('version', 'GET', '/api/v2/instance');
      const version = /fanfare-(.+)$/.exec(String(body?.version))?.[1];
      if (status === 200 && version !== undefined) answers.push({ at, version });
      await pause(LOOK);
    }
  }
  const looking = look();

  return {
    seen: (since) => counted(answers.filter(({ at }) => at >= since).map(({ version }) => version)),
    async running() {
      const healths = await Promise.all([...instances.values()].map((process) => process.health({})));
      return counted(healths.map(({ version }) => version));
    },
    async end() {
      ended = true;
      await looking;
    },
  };
}

function counted(names: readonly string[]): string {
  return [...Map.groupBy(names, (name) => name)].map(([name, all]) => `${name} (${all.length})`).join(', ');
}
