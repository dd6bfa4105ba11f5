/**
 * Engines that go on when the command has ended: what runs is noted in a file, so that another command finds it.
 * A world is a folder below the system's folder for what survives a restart; tests use the default one.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { engineNamed } from './engines.ts';
import { startEngine } from './instance.ts';
import { openFolder } from './places.ts';
import type { Running } from './process.ts';
import { isRunning, stopProgram } from './process.ts';

export interface Noted {
  url: string;
  version: string;
  programs: Running[];
}

type World = Record<string, Noted>;

/** FANFARE_ENGINES_FOLDER, or the system's. */
export function worldFolder(): string {
  return process.env.FANFARE_ENGINES_FOLDER ?? '/var/tmp/fanfare-engines';
}

/** Where an engine of the world has its data and its logs. */
export function engineFolder(name: string): string {
  return join(worldFolder(), name);
}

/** Those that run whole, by name. */
export async function world(): Promise<World> {
  return Object.fromEntries(
    Object.entries(await noted()).filter(
      ([, { programs }]) => programs.length > 0 && programs.every(isRunning),
    ),
  );
}

/** All that were started, also those of which a part has ended. */
async function noted(): Promise<World> {
  const text = await readFile(join(worldFolder(), 'world.json'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{}';
      throw error;
    },
  );
  return JSON.parse(text) as World;
}

/** Starts what does not run yet, side by side. */
export async function up(names: readonly string[], options: { durable: boolean }): Promise<World> {
  const wanted = names.map(engineNamed);
  const folder = await openFolder(worldFolder());
  const there = await world();
  const missing = wanted.filter(({ name }) => there[name] === undefined);
  const before = await noted();
  const broken = missing.map(({ name }) => name).filter((name) => before[name] !== undefined);
  if (broken.length > 0) await down(broken);
  const started = await Promise.allSettled(
    missing.map(async (engine) => {
      await rm(engineFolder(engine.name), { recursive: true, force: true });
      const { url, version, running } = await startEngine(engine, { folder, ...options, detached: true });
      return [engine.name, { url, version, programs: running() }] as const;
    }),
  );
  const good = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const now = { ...there, ...Object.fromEntries(good) };
  await note({ ...(await noted()), ...now });
  const failed = started.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (failed.length > 0) throw new AggregateError(failed, failed.map(String).join('\n'));
  return now;
}

/** Ends these, or all, and takes their data away. */
export async function down(names: readonly string[]): Promise<string[]> {
  const there = await noted();
  const ended = Object.keys(there).filter((name) => names.length === 0 || names.includes(name));
  await Promise.all(
    ended.map(async (name) => {
      await Promise.all((there[name]?.programs ?? []).map((program) => stopProgram(program)));
      await rm(engineFolder(name), { recursive: true, force: true });
      delete there[name];
    }),
  );
  await note(there);
  return ended;
}

/**
 * Where a running engine of the world is reached.
 * @throws Error that says how to start it
 */
export async function engineUrl(name: string): Promise<string> {
  const running = (await world())[name];
  if (running === undefined)
    throw new Error(`${name} does not run here. Start it: npm run engines -- up ${name}`);
  return running.url;
}

async function note(state: World): Promise<void> {
  await writeFile(join(worldFolder(), 'world.json'), `${JSON.stringify(state, null, 2)}\n`);
}
