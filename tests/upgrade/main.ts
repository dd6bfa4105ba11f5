/**
 * A rolling upgrade, rehearsed: npm run upgrade -- [--core postgres|mysql] [--seed N] [--haste N] [--at REVISION] [--logs FOLDER].
 * Starts a deployment of its own, runs the next version (this checkout, or that revision, with next.patch) beside the present one under
 * load, goes back and forward again, and writes the table of docs/upgrade.md. Exits with 1 when a request failed or
 * anything is lost, doubled, reordered, leaked or differs.
 */
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Cluster } from '@fanfare/cluster';
import { startCluster } from '@fanfare/cluster';
import { line, wrongs } from '../drill/report.ts';
import { runRound } from '../drill/round.ts';
import { openStage } from '../drill/stage.ts';
import { copyCheckout } from '../support/checkout-copy.ts';
import type { Step } from './report.ts';
import { isClean, table } from './report.ts';
import type { Trees } from './steps.ts';
import { stepsBetween } from './steps.ts';
import { usesOf } from './uses.ts';
import { watchVersions } from './versions.ts';

const { values } = parseArgs({
  options: {
    core: { type: 'string', default: 'postgres' },
    seed: { type: 'string', default: '1' },
    haste: { type: 'string', default: '2' },
    at: { type: 'string' },
    logs: { type: 'string' },
  },
});
const core = values.core === 'mysql' ? 'mysql' : 'postgres';
const page = join(import.meta.dirname, '../../docs/upgrade.md');

// Copies of both: the checkout may change while a rehearsal goes on.
const trees: Trees = { now: await copyCheckout(values.at), next: await copyCheckout(values.at) };
try {
  apply(trees.next, join(import.meta.dirname, 'next.patch'));
  process.exitCode = (await rehearse()) ? 0 : 1;
} finally {
  for (const tree of Object.values(trees)) await rm(dirname(tree), { recursive: true, force: true });
}

async function rehearse(): Promise<boolean> {
  say('starting every engine and eight services, two instances each');
  const cluster = await startCluster({
    core,
    tree: trees.now,
    settings: { RATE_LIMITS: 'off', PASSWORD_GRANT: 'on', LOG_LEVEL: 'info' },
    progress: (what, detail) => say(`  ${what.padEnd(16)} ${detail.split('\n')[0]}`),
  });
  try {
    const steps = await runAll(cluster);
    const clean = steps.filter(isClean).length;
    for (const { round, problems } of steps)
      for (const wrong of [...wrongs(round), ...problems]) say(`${round.fault.name}: ${wrong}`);
    say(`${clean} of ${steps.length} steps were noticed by nobody`);
    await writeTable(table(steps, core, cluster));
    return clean === steps.length;
  } finally {
    if (values.logs !== undefined) await keepLogs(cluster.folder, values.logs);
    await cluster.stop();
  }
}

async function runAll(cluster: Cluster): Promise<Step[]> {
  const stage = await openStage(cluster, {
    seed: Number(values.seed),
    haste: Number(values.haste),
    hold: (time) => pause(time),
  });
  const { scene, load, pulse, instances, query } = stage;
  const versions = watchVersions(scene.world, instances);
  const steps: Step[] = [];
  for (const fault of stepsBetween(trees)) {
    say(`${fault.about} …`);
    const began = Date.now();
    const round = await runRound(fault, scene, load, pulse);
    const uses = await usesOf(query);
    const step: Step = {
      round,
      seen: versions.seen(began),
      running: await versions.running(),
      uses,
      problems: [],
    };
    steps.push(step);
    say(line(round));
    say(`     through the gateway: ${step.seen}; processes now: ${step.running}; ${uses.words}`);
  }
  checkUses(steps);
  await versions.end();
  await stage.close();
  return steps;
}

/** What the next version adds is used while it runs, and by nobody else. */
function checkUses(steps: readonly Step[]): void {
  const [migrated, forward, back, again] = steps;
  if (migrated === undefined || forward === undefined || back === undefined || again === undefined) return;
  if (migrated.uses.newer > 0) migrated.problems.push('the version before wrote what it does not know');
  for (const step of [forward, again])
    if (step.uses.notified === 0 || step.uses.newer === 0)
      step.problems.push('the next version did not use what it has added');
  if (back.uses.older <= forward.uses.older)
    back.problems.push('the version before wrote nothing on the way back');
  if (again.uses.newer <= back.uses.newer)
    again.problems.push('the next version wrote nothing the second time');
}

function apply(tree: string, patch: string): void {
  const applied = spawnSync('git', ['apply', patch], { cwd: tree, encoding: 'utf8' });
  if (applied.status !== 0) throw new Error(`${patch} no longer fits the code: ${applied.stderr}`);
}

/** Between the marks of the page, on the core that it is about. */
async function writeTable(text: string): Promise<void> {
  const [from, to] = [`<!-- ${core}: npm run upgrade`, `<!-- ${core}: end -->`];
  const before = await readFile(page, 'utf8');
  const [begin, end] = [before.indexOf(from), before.indexOf(to)];
  if (begin === -1 || end === -1) throw new Error(`${page} has no marks for the table`);
  const head = before.slice(0, before.indexOf('\n', begin) + 1);
  await writeFile(page, `${head}\n${text}\n${before.slice(end)}`);
  say('docs/upgrade.md is written');
}

async function keepLogs(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const logs = (await readdir(from)).filter((name) => name.endsWith('.log') || name.endsWith('.conf'));
  for (const name of logs) await cp(join(from, name), join(to, name));
  say(`logs are in ${to}`);
}

/** The terminal's time, then what happens. */
function say(words: string): void {
  process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${words}\n`);
}
