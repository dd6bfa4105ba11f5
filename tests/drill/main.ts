/**
 * The failure drill: npm run drill -- [--only NAME,…] [--core postgres|mysql] [--seed N] [--logs FOLDER] [--list].
 * Starts a deployment of its own, breaks one thing after the other under load and writes docs/drill.md, or
 * docs/drill-mysql.md on that core, unless only some faults were asked for. Exits with 1 when anything is lost, doubled, reordered, leaked, differs, hangs, or
 * somebody is logged out.
 */
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Cluster } from '@fanfare/cluster';
import { startCluster } from '@fanfare/cluster';
import { readSettings } from '@fanfare/kernel';
import { allSettings, remoteServices } from '@fanfare/server';
import { databasesOf } from '@fanfare/testkit/cluster';
import { faultsOn } from './faults.ts';
import { startLoad } from './load.ts';
import { startPulse } from './pulse.ts';
import { line, page, wrongs } from './report.ts';
import type { Round } from './round.ts';
import { isGood, runRound } from './round.ts';
import { setScene } from './scene.ts';
import { watchStream } from './sockets.ts';
import { watchStandstill } from './standstill.ts';
import { expect, makeWorld } from './world.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    core: { type: 'string', default: 'postgres' },
    seed: { type: 'string', default: '1' },
    logs: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});
const names = values.only.split(',').filter((name) => name !== '');
const core = values.core === 'mysql' ? 'mysql' : 'postgres';
const faults = faultsOn(core);
const unknown = names.filter((name) => !faults.some((fault) => fault.name === name));
if (values.core !== core) unknown.push(`--core ${values.core}`);

if (values.list) for (const { name, about } of faults) process.stdout.write(`${name.padEnd(14)} ${about}\n`);
else if (unknown.length > 0) {
  process.stderr.write(`There is no ${unknown.join(', ')}; --list shows what can be broken.\n`);
  process.exitCode = 2;
} else process.exitCode = (await drill()) ? 0 : 1;

async function drill(): Promise<boolean> {
  say('starting every engine and eight services, two instances each');
  const cluster = await startCluster({
    core,
    settings: { RATE_LIMITS: 'off', PASSWORD_GRANT: 'on', LOG_LEVEL: 'info' },
    progress: (what, detail) => say(`  ${what.padEnd(16)} ${detail.split('\n')[0]}`),
  });
  try {
    const rounds = await runAll(cluster);
    if (names.length === 0) await writePage(rounds, cluster);
    for (const round of rounds) for (const wrong of wrongs(round)) say(`${round.fault.name}: ${wrong}`);
    const good = rounds.filter(isGood).length;
    say(`${good} of ${rounds.length} rounds are as they must be`);
    return good === rounds.length;
  } finally {
    if (values.logs !== undefined) await keepLogs(cluster.folder, values.logs);
    await cluster.stop();
  }
}

async function runAll(cluster: Cluster): Promise<Round[]> {
  const services = remoteServices(readSettings(allSettings, { ...cluster.environment }));
  const database = await databasesOf(cluster.environment);
  const world = await makeWorld({
    url: cluster.url,
    contracts: services.contracts,
    query: database.query,
  });
  const watches = await Promise.all(world.watchers.map((person) => watchStream(cluster.url, person)));
  // From the first frame on a stream can be resumed.
  const [writer] = world.writers;
  if (writer === undefined) throw new Error('Nobody writes');
  expect(200, await writer.ask('set-up', 'POST', '/api/v1/statuses', { status: 'Here we go' }));
  await Promise.all(watches.map((watch) => watch.began));
  const standstill = watchStandstill();
  const scene = setScene({ cluster, world, watches, standstill });
  const load = startLoad(world, Number(values.seed));
  const pulse = startPulse(world, cluster, watches);
  const rounds: Round[] = [];
  for (const fault of faults.filter(({ name }) => names.length === 0 || names.includes(name))) {
    say(`${fault.about} …`);
    const round = await runRound(fault, scene, load, pulse);
    rounds.push(round);
    say(line(round));
  }
  await load.end();
  await pulse.end();
  standstill.end();
  for (const watch of watches) watch.close();
  services.close();
  await database.close();
  return rounds;
}

async function writePage(rounds: readonly Round[], cluster: Cluster): Promise<void> {
  const versions = Object.fromEntries(
    [...cluster.engines.instances].map(([name, { version }]) => [name, version]),
  );
  const command = core === 'postgres' ? 'npm run drill' : `npm run drill -- --core ${core}`;
  const file = core === 'postgres' ? 'drill.md' : `drill-${core}.md`;
  await writeFile(
    join(import.meta.dirname, '../../docs', file),
    page(rounds, core, { ...versions, node: process.version }, command),
  );
  say(`docs/${file} is written`);
}

async function keepLogs(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const logs = (await readdir(from)).filter((name) => name.endsWith('.log'));
  for (const name of logs) await cp(join(from, name), join(to, name));
  say(`logs are in ${to}`);
}

/** The terminal's time, then what happens. */
function say(words: string): void {
  process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${words}\n`);
}
