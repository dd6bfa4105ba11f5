// `make bench`: node bench/main.ts [--json] [--write] [--profile NAME] [scenario ...]
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLoad } from './harness/load.ts';
import { machine, residentMemory } from './harness/machine.ts';
import type { Bench, Measure, Scenario } from './harness/measure.ts';
import { startServer } from './harness/server.ts';
import { readOptions } from './options.ts';
import { groupTable, profileOf, shown } from './profile/run.ts';
import { details, markdown, table } from './report.ts';
import { accepted } from './scenarios/accepted.ts';
import { credentials } from './scenarios/credentials.ts';
import { fanOut } from './scenarios/fan-out.ts';
import { home } from './scenarios/home.ts';
import { metrics } from './scenarios/metrics.ts';
import { notifications } from './scenarios/notifications.ts';
import { postCost } from './scenarios/post-cost.ts';
import { restart } from './scenarios/restart.ts';
import { sockets } from './scenarios/sockets.ts';
import { coldStart, memory } from './scenarios/start.ts';
import { status } from './scenarios/status.ts';
import { thread } from './scenarios/thread.ts';
import { traces } from './scenarios/traces.ts';
import { makeWorld } from './world.ts';

/** In this order: reads find the world as DESIGN §14 describes it, posting makes it larger. */
const scenarios: Record<string, Scenario> = {
  start: coldStart,
  home,
  thread,
  notifications,
  status,
  credentials,
  metrics,
  traces,
  restart,
  sockets,
  'post-cost': postCost,
  accepted,
  memory: async ({ server }) => [
    memory(
      'memory after load',
      residentMemory(server.pid),
      200,
      '208 MiB',
      'resident, after all of the above',
    ),
  ],
  'fan-out': fanOut,
};

const options = readOptions(process.argv.slice(2));
const unknown = options.only.filter((name) => scenarios[name] === undefined);
if (unknown.length > 0) {
  console.error(
    `There is no scenario ${unknown.join(', ')}; there are ${Object.keys(scenarios).join(', ')}.`,
  );
  process.exitCode = 2;
} else if (options.profile.length > 0) {
  for (const [name, summary] of await profileAll(options.profile)) console.log(`${shown(name, summary)}\n`);
} else {
  const begun = performance.now();
  const measures = await measureAll(options.only);
  const took = `${Math.round((performance.now() - begun) / 1000)} s`;
  if (options.json) console.log(JSON.stringify({ machine: machine(), measures }, null, 2));
  else console.log(`\n${table(measures)}\n\n${details(measures)}\n\n${machine()}; ${took}`);
  if (options.write) await writeResults(measures, took);
}

async function measureAll(only: readonly string[]): Promise<Measure[]> {
  return inWorld(false, async (bench) => {
    const measures: Measure[] = [];
    for (const [name, scenario] of Object.entries(scenarios)) {
      if (only.length > 0 && !only.includes(name)) continue;
      const begun = performance.now();
      process.stderr.write(`${name} ... `);
      measures.push(...(await scenario(bench)));
      process.stderr.write(`${Math.round((performance.now() - begun) / 1000)} s\n`);
    }
    return measures;
  });
}

function profileAll(names: readonly string[]) {
  return inWorld(true, async (bench) => {
    const found: [string, Awaited<ReturnType<typeof profileOf>>][] = [];
    for (const name of names) found.push([name, await profileOf(name, bench)]);
    return found;
  });
}

async function inWorld<Result>(inspect: boolean, work: (bench: Bench) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-bench-'));
  const load = startLoad();
  let bench: Bench | null = null;
  try {
    const server = await startServer(folder, { inspect });
    bench = { folder, server, load, world: { people: [], posts: [], thread: 0 } };
    bench.world = await makeWorld(server);
    return await work(bench);
  } finally {
    // A restart may have put another server in the place of the first.
    await bench?.server.stop();
    await load.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeResults(measures: readonly Measure[], took: string): Promise<void> {
  const summaries = await profileAll(['home', 'post']);
  const text = [
    '# Results of `make bench`',
    '',
    `\`make bench ARGS=--write\` on ${new Date().toISOString().slice(0, 10)}: ${machine()}. It took ${took}.`,
    'What is measured, and against what, stands in DESIGN §14; ratios are medians of short rounds in turn with their ceiling.',
    'The load generator runs on the same machine and does next to nothing with an answer, which makes the ceilings high.',
    '`busy` is the share of one core that the server and its ceiling used: where the ceiling is far below 1, something else',
    'on the machine held it up, and the ratio by CPU time is the one to believe. GoToSocial: as DESIGN §14 has it.',
    '',
    markdown(measures),
    '',
    '## Where the time goes',
    '',
    '`make bench PROFILE=1` shows the functions too. Shares are of the time in which the server did anything.',
    '',
    ...summaries.flatMap(([name, summary]) => [groupTable(name, summary), '']),
  ].join('\n');
  await writeFile(join(import.meta.dirname, 'RESULTS.md'), text);
}
