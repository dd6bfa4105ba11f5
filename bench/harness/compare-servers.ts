/** What a part of the server costs: home of one that has it and of one that does not, in short rounds in turn. */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Child } from './child.ts';
import { child } from './child.ts';
import type { Composed } from './composed-worker.ts';
import { cpuSeconds } from './machine.ts';
import type { Bench, Measure } from './measure.ts';
import { startServer } from './server.ts';
import { median, spread } from './stats.ts';

/** Two processes of one program differ by some per cent for no reason, so there are several of each. */
const PAIRS = 4;
const ROUNDS = 8;
const ROUND = 700;
const WARM_UP = 2_500;

type Setup = Omit<Composed, 'folder'>;

export interface Comparison {
  name: string;
  /** With the part, and without. */
  having: Setup;
  bare: Setup;
  goal: { atLeast: number } | null;
}

interface Round {
  perSecond: number;
  cpuPerThousand: number;
}

interface Running {
  folder: string;
  url: string;
  worker: Child<Composed, string>;
}

/** Leaves another server running in place of the one it was given: their data is copied while nobody has it open. */
export async function compareServers(bench: Bench, compared: Comparison): Promise<Measure> {
  await bench.server.stop();
  const rounds: { having: Round; bare: Round }[] = [];
  try {
    for (let pair = 0; pair < PAIRS; pair++) rounds.push(...(await onePair(bench, compared, pair % 2 === 0)));
  } finally {
    bench.server = await startServer(bench.folder);
  }
  const ratio = spread(rounds.map(({ having, bare }) => having.perSecond / bare.perSecond));
  const of = (pick: (one: (typeof rounds)[number]) => number) => median(rounds.map(pick));
  return {
    name: compared.name,
    value: ratio.median,
    unit: '',
    byCpu: of(({ having, bare }) => bare.cpuPerThousand / having.cpuPerThousand),
    spread: [ratio.low, ratio.high],
    goal: compared.goal,
    goToSocial: '',
    detail: [
      `${Math.round(of(({ having }) => having.perSecond))} of ${Math.round(of(({ bare }) => bare.perSecond))} a second`,
      `${of(({ having }) => having.cpuPerThousand).toFixed(3)} and ${of(({ bare }) => bare.cpuPerThousand).toFixed(3)} CPU s per 1,000`,
      `${PAIRS} pairs of processes, ${ROUNDS} rounds each`,
    ].join('; '),
  };
}

async function onePair(bench: Bench, compared: Comparison, havingFirst: boolean) {
  const having = await start(bench, 'having', compared.having);
  const bare = await start(bench, 'bare', compared.bare);
  try {
    // From the first look on the process is watched too, which costs something.
    await (await fetch(`${having.url}/metrics`)).text();
    for (const one of [having, bare]) await round(bench, one, WARM_UP);
    const rounds: { having: Round; bare: Round }[] = [];
    for (let count = 0; count < ROUNDS; count++) {
      if (havingFirst === (count % 2 === 0)) {
        const first = await round(bench, having, ROUND);
        rounds.push({ having: first, bare: await round(bench, bare, ROUND) });
      } else {
        const first = await round(bench, bare, ROUND);
        rounds.push({ having: await round(bench, having, ROUND), bare: first });
      }
    }
    return rounds;
  } finally {
    for (const { worker, folder } of [having, bare]) {
      await worker.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function start(bench: Bench, name: string, setup: Setup): Promise<Running> {
  const folder = `${bench.folder}-${name}`;
  await rm(folder, { recursive: true, force: true });
  await cp(bench.folder, folder, { recursive: true });
  const worker = child<Composed, string>(join(import.meta.dirname, 'composed-worker.ts'));
  return { folder, worker, url: await worker.ask({ folder, ...setup }) };
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
