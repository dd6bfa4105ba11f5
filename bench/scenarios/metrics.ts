/** What counting costs: home of a server that counts and of one that does not, in short rounds in turn. */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Child } from '../harness/child.ts';
import { child } from '../harness/child.ts';
import type { Counting } from '../harness/counting-worker.ts';
import { cpuSeconds } from '../harness/machine.ts';
import type { Bench, Scenario } from '../harness/measure.ts';
import { startServer } from '../harness/server.ts';
import { median, spread } from '../harness/stats.ts';

/** Two processes of one program differ by some per cent for no reason, so there are several of each. */
const PAIRS = 4;
const ROUNDS = 8;
const ROUND = 700;
const WARM_UP = 2_500;

interface Round {
  perSecond: number;
  cpuPerThousand: number;
}

interface Running {
  folder: string;
  url: string;
  worker: Child<Counting, string>;
}

/** Leaves another server running in place of the one it was given: their data is copied while nobody has it open. */
export const metrics: Scenario = async (bench) => {
  await bench.server.stop();
  const rounds: { counted: Round; bare: Round }[] = [];
  try {
    for (let pair = 0; pair < PAIRS; pair++) rounds.push(...(await onePair(bench, pair % 2 === 0)));
  } finally {
    bench.server = await startServer(bench.folder);
  }
  const ratio = spread(rounds.map(({ counted, bare }) => counted.perSecond / bare.perSecond));
  const of = (pick: (one: (typeof rounds)[number]) => number) => median(rounds.map(pick));
  return [
    {
      name: 'home with metrics, against the same without',
      value: ratio.median,
      unit: '',
      byCpu: of(({ counted, bare }) => bare.cpuPerThousand / counted.cpuPerThousand),
      spread: [ratio.low, ratio.high],
      goal: { atLeast: 0.97 },
      goToSocial: '',
      detail: [
        `${Math.round(of(({ counted }) => counted.perSecond))} of ${Math.round(of(({ bare }) => bare.perSecond))} a second`,
        `${of(({ counted }) => counted.cpuPerThousand).toFixed(3)} and ${of(({ bare }) => bare.cpuPerThousand).toFixed(3)} CPU s per 1,000`,
        `${PAIRS} pairs of processes, ${ROUNDS} rounds each`,
      ].join('; '),
    },
  ];
};

async function onePair(bench: Bench, countedFirst: boolean) {
  const counted = await start(bench, true);
  const bare = await start(bench, false);
  try {
    // From the first look on the process is watched too, which costs something.
    await (await fetch(`${counted.url}/metrics`)).text();
    for (const one of [counted, bare]) await round(bench, one, WARM_UP);
    const rounds: { counted: Round; bare: Round }[] = [];
    for (let count = 0; count < ROUNDS; count++) {
      if (countedFirst === (count % 2 === 0)) {
        const first = await round(bench, counted, ROUND);
        rounds.push({ counted: first, bare: await round(bench, bare, ROUND) });
      } else {
        const first = await round(bench, bare, ROUND);
        rounds.push({ counted: await round(bench, counted, ROUND), bare: first });
      }
    }
    return rounds;
  } finally {
    for (const { worker, folder } of [counted, bare]) {
      await worker.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function start(bench: Bench, counted: boolean): Promise<Running> {
  const folder = `${bench.folder}-${counted ? 'counted' : 'bare'}`;
  await rm(folder, { recursive: true, force: true });
  await cp(bench.folder, folder, { recursive: true });
  const worker = child<Counting, string>(join(import.meta.dirname, '..', 'harness', 'counting-worker.ts'));
  return { folder, worker, url: await worker.ask({ folder, counted }) };
}

async function round({ world, load }: Bench, { url, worker }: Running, ms: number): Promise<Round> {
  const before = cpuSeconds(worker.pid);
  const { calls, seconds } = await load.run({
    url,
    connections: world.people.map(({ token }) => [
      { method: 'GET', path: '/api/v1/timelines/home?limit=20', token },
    ]),
    until: { ms },
  });
  return { perSecond: calls / seconds, cpuPerThousand: ((cpuSeconds(worker.pid) - before) / calls) * 1000 };
}
