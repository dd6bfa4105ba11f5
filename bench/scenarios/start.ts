/** From spawning the process to the first right answer, on an empty folder, and its memory when left alone. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { residentMemory } from '../harness/machine.ts';
import type { Measure } from '../harness/measure.ts';
import { startServer } from '../harness/server.ts';
import { spread } from '../harness/stats.ts';

const STARTS = 5;
/** What loads behind the start has ended by then. */
const IDLE = 2_000;

export async function coldStart(): Promise<Measure[]> {
  const times: number[] = [];
  let idle = Number.NaN;
  for (let count = 0; count < STARTS; count++) {
    const folder = await mkdtemp(join(tmpdir(), 'fanfare-bench-start-'));
    const server = await startServer(folder);
    times.push(server.startedIn);
    if (count === STARTS - 1) {
      await pause(IDLE);
      idle = residentMemory(server.pid);
    }
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
  const took = spread(times);
  return [
    {
      name: 'cold start, empty folder',
      value: took.median / 1000,
      unit: 's',
      spread: [took.low / 1000, took.high / 1000],
      goal: { atMost: 1 },
      goToSocial: '1.7 s',
      detail: `${STARTS} starts, spawn to the first right answer of /api/v2/instance`,
    },
    memory('memory idle', idle, 120, '119 MiB', `resident, ${IDLE / 1000} s after the start`),
  ];
}

export function memory(
  name: string,
  value: number,
  goal: number,
  goToSocial: string,
  detail: string,
): Measure {
  return { name, value, unit: 'MiB', spread: null, goal: { atMost: goal }, goToSocial, detail };
}
