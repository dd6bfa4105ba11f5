/** One fault under load, from the breaking to the count of what is wrong when all is quiet again. */
import { setTimeout as pause } from 'node:timers/promises';
import { check } from './check.ts';
import type { Asked } from './client.ts';
import { isUnknown } from './client.ts';
import type { Fault } from './faults.ts';
import type { Findings } from './findings.ts';
import { findingKinds, noFindings } from './findings.ts';
import { tryAgain } from './ledger.ts';
import type { Load } from './load.ts';
import type { Pulse, Trouble } from './pulse.ts';
import type { Scene } from './scene.ts';
import type { Watch } from './sockets.ts';
import { caughtUp } from './sockets.ts';
import type { World } from './world.ts';

export interface Round {
  readonly fault: Fault;
  /** When it was broken, in ms since the epoch. */
  readonly began: number;
  /** From the breaking until all was back, in ms. */
  readonly broken: number;
  /** From then until the last trouble, in ms; null: it did not heal. */
  readonly healed: number | null;
  /** Until every consumer had done everything once the load stood still, in ms. */
  readonly settled: number;
  /** From the breaking until it had healed. */
  readonly asked: readonly Asked[];
  readonly troubles: readonly Trouble[];
  /** Of all sockets. */
  readonly cuts: number;
  readonly away: number;
  /** How long the machine stood still meanwhile, in ms: nobody is to blame for that. */
  readonly still: number;
  /** Requests longer than `HUNG`, standstill not counted. */
  readonly hung: readonly Asked[];
  readonly loggedOut: readonly Asked[];
  /** Posts that failed while the fault lasted. */
  readonly unposted: number;
  readonly findings: Findings;
  /** Anything else that must not be: processes that ended, answers that nobody should get, tokens. */
  readonly problems: readonly string[];
}

/** In ms. */
const HUNG = 15_000;
const BEFORE = 4_000;
/** Settling and trying again wait for engines, not for humans. */
const PATIENCE = 120_000;
/** Published at once, or waiting for approval. */
const POSTING = new Set(['post', 'submission']);
/** Not of the load. */
const APART = new Set(['check', 'set-up']);

export async function runRound(fault: Fault, scene: Scene, load: Load, pulse: Pulse): Promise<Round> {
  const { world, watches, standstill } = scene;
  const sum = (of: 'cuts' | 'away') => watches.reduce((total, watch) => total + watch[of], 0);
  load.resume();
  await pause(BEFORE);

  const [cuts, away, before, began] = [sum('cuts'), sum('away'), world.journal.asked.length, Date.now()];
  const problems = await fault.run(scene);
  const cleared = Date.now();
  const healed = await pulse.healed(cleared);
  await load.pause();
  const asked = world.journal.asked.slice(before).filter(({ kind }) => !APART.has(kind));
  const troubles = pulse.since(began);

  const paused = Date.now();
  problems.push(...(await settle(scene)), ...scene.fallen().map((name) => `${name} ended by itself`));
  problems.push(...world.ledger.refused.splice(0));
  const settled = Date.now() - paused;
  const findings = await check(world, watches).catch((error: unknown) => {
    problems.push(`could not be checked: ${error instanceof Error ? error.message : error}`);
    return noFindings();
  });
  const all = world.journal.asked.slice(before);
  return {
    ...{ fault, began, asked, troubles, findings, problems, settled },
    broken: cleared - began,
    healed: healed === null ? null : healed - cleared,
    cuts: sum('cuts') - cuts,
    away: sum('away') - away,
    still: standstill.between(began, Date.now()),
    hung: all.filter(({ at, ms }) => ms - standstill.between(at, at + ms) > HUNG),
    loggedOut: all.filter(({ status }) => status === 401),
    unposted: asked.filter((one) => POSTING.has(one.kind) && isUnknown(one) && one.at < cleared).length,
  };
}

/** Tries again what nobody knew of, and waits until all effects are there. */
async function settle({ world, watches }: Scene): Promise<string[]> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    await tryAgain(world.ledger);
    const cause = await world.contracts.server.settle({}).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const open = world.ledger.unknown.map(({ what }) => `${what} fails for good`);
    if (cause === null && open.length === 0) return streamsBehind(world, watches, until);
    if (Date.now() > until) return [...open, ...(cause === null ? [] : [`not settled: ${cause}`])];
  }
}

/** A socket is behind what has settled by as long as a frame travels. */
async function streamsBehind(world: World, watches: readonly Watch[], until: number): Promise<string[]> {
  const over = new AbortController();
  const behind = await Promise.race([
    caughtUp(world, watches).then(
      () => [],
      (error: unknown) => [error instanceof Error ? error.message : String(error)],
    ),
    pause(until - Date.now(), ['a stream did not bring the last post'], { signal: over.signal }),
  ]);
  over.abort();
  return behind;
}

export function isGood(round: Round): boolean {
  return (
    round.healed !== null &&
    round.hung.length === 0 &&
    round.loggedOut.length === 0 &&
    round.problems.length === 0 &&
    !(round.fault.postingGoesOn && round.unposted > 0) &&
    findingKinds.every((kind) => round.findings[kind].length === 0)
  );
}
