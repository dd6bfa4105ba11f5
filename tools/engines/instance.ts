/** A running engine in the hand of whoever started it: tests and drills kill its programs and start them again. */
import { join } from 'node:path';
import type { Engine, Program } from './engine.ts';
import { openFolder } from './places.ts';
import { freePorts } from './ports.ts';
import type { Running } from './process.ts';
import { isRunning, killProgram, startProgram, stopProgram, untilReady } from './process.ts';

export interface Instance {
  readonly engine: string;
  readonly url: string;
  /** Where people look at it. */
  readonly page: string;
  readonly version: string;
  /** The programs' names. */
  readonly programs: readonly string[];
  running(): Running[];
  /** In order; one program or all. */
  stop(program?: string): Promise<void>;
  /** SIGKILL; one program or all. */
  kill(program?: string): Promise<void>;
  /** Again, with the data it has; resolves when ready. One program or all that do not run. */
  start(program?: string): Promise<void>;
}

export interface InstanceOptions {
  /** Where its data and logs are; made when absent. */
  folder: string;
  /** True: acknowledged writes survive a kill. */
  durable?: boolean;
  /** True: it goes on when this process has ended. */
  detached?: boolean;
}

/** Installs what is missing, starts the engine and waits until it answers. */
export async function startEngine(engine: Engine, options: InstanceOptions): Promise<Instance> {
  const { durable = false, detached = false } = options;
  await engine.install();
  const folder = await openFolder(join(options.folder, engine.name));
  const plan = await engine.plan({ folder, durable, ports: freePorts });
  const hands = new Map<string, Running>();

  const named = (name: string | undefined): readonly Program[] => {
    const found = plan.programs.filter((program) => name === undefined || program.name === name);
    if (found.length === 0)
      throw new Error(
        `${engine.name} has no program ${name}: ${plan.programs.map((one) => one.name).join(', ')}`,
      );
    return found;
  };
  const each = async (
    name: string | undefined,
    work: (program: Program, running: Running) => Promise<void>,
  ) => {
    await Promise.all(
      named(name).map(async (program) => {
        const running = hands.get(program.name);
        if (running !== undefined) await work(program, running);
      }),
    );
  };
  const instance: Instance = {
    engine: engine.name,
    url: plan.url,
    page: plan.page ?? plan.url,
    version: (await engine.version()).trim(),
    programs: plan.programs.map((program) => program.name),
    running: () => [...hands.values()],
    stop: (name) => each(name, (program, running) => stopProgram(running, program.stopSignal)),
    kill: (name) => each(name, (_, running) => killProgram(running)),
    async start(name) {
      const down = named(name).filter((program) => {
        const running = hands.get(program.name);
        return running === undefined || !isRunning(running);
      });
      for (const program of down) hands.set(program.name, startProgram(program, folder, detached));
      await each(name, (program, running) => untilReady(program, running, folder));
    },
  };
  try {
    await instance.start();
    await plan.prepare?.();
  } catch (error) {
    await instance.kill();
    throw error;
  }
  return instance;
}
