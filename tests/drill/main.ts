/**
 * The failure drill: npm run drill -- [--only NAME,…] [--core postgres|mysql] [--seed N] [--logs FOLDER] [--watched] [--list].
 * Starts a deployment of its own, breaks one thing after the other under load and writes docs/drill.md, or
 * docs/drill-mysql.md on that core, unless only some faults were asked for. Watched: Prometheus looks on with the rules
 * that are shipped, what is broken stays so until an alert has told somebody, and the page gets the table of that. Exits
 * with 1 when anything is lost, doubled, reordered, leaked, differs, hangs, or somebody is logged out.
 */
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Cluster } from '@fanfare/cluster';
import { startCluster } from '@fanfare/cluster';
import { faultsOn } from './faults.ts';
import { line, page, wrongs } from './report.ts';
import type { Round } from './round.ts';
import { isGood, runRound } from './round.ts';
import { openStage } from './stage.ts';
import { watch } from './watch.ts';
import type { Watched } from './watch-report.ts';
import { sightLine, WATCHED, watchedSection } from './watch-report.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    core: { type: 'string', default: 'postgres' },
    seed: { type: 'string', default: '1' },
    logs: { type: 'string' },
    list: { type: 'boolean', default: false },
    watched: { type: 'boolean', default: false },
  },
});
const names = values.only.split(',').filter((name) => name !== '');
const core = values.core === 'mysql' ? 'mysql' : 'postgres';
const file = join('docs', core === 'postgres' ? 'drill.md' : `drill-${core}.md`);
process.chdir(join(import.meta.dirname, '../..'));
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
    if (names.length === 0 && !values.watched) await writePage(rounds, cluster);
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
  const watcher = values.watched ? await watch(cluster) : null;
  const stage = await openStage(cluster, {
    seed: Number(values.seed),
    hold: watcher?.hold ?? ((time) => pause(time)),
  });
  const rounds: Round[] = [];
  const sights: Watched[] = [];
  for (const fault of faults.filter(({ name }) => names.length === 0 || names.includes(name))) {
    say(`${fault.about} …`);
    const round = await runRound(fault, stage.scene, stage.load, stage.pulse);
    rounds.push(round);
    say(line(round));
    if (watcher === null) continue;
    const sight = await watcher.sight(round.began);
    sights.push({ round, sight });
    say(`     ${sightLine(sight)}`);
  }
  await stage.close();
  await watcher?.close();
  if (watcher !== null && names.length === 0) await writeSection(watchedSection(sights));
  return rounds;
}

async function writePage(rounds: readonly Round[], cluster: Cluster): Promise<void> {
  const versions = Object.fromEntries(
    [...cluster.engines.instances].map(([name, { version }]) => [name, version]),
  );
  const command = core === 'postgres' ? 'npm run drill' : `npm run drill -- --core ${core}`;
  const text = page(rounds, core, { ...versions, node: process.version }, command);
  await writeFile(file, [text, await watchedPart()].filter((part) => part !== '').join('\n'));
  say(`${file} is written`);
}

/** The other half of the page stays as it is. */
async function writeSection(section: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const rounds = text.slice(0, text.length - (await watchedPart()).length).trimEnd();
  await writeFile(file, `${rounds}\n\n${section}`);
  say(`${file} is written`);
}

async function watchedPart(): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const at = text.indexOf(WATCHED);
  return at === -1 ? '' : text.slice(at);
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
