/** What a fault works on, and the hand of a supervisor that restarts whatever was killed. */
import type { Cluster, EngineName, Service } from '@fanfare/cluster';
import type { Instance } from '@fanfare/engines';
import type { Watch } from './sockets.ts';
import type { Standstill } from './standstill.ts';
import type { World } from './world.ts';

export interface Scene {
  readonly cluster: Cluster;
  readonly world: World;
  readonly watches: readonly Watch[];
  readonly standstill: Standstill;
  /** Of one service. */
  instances(service: string): readonly Service[];
  /** kill -9. */
  kill(service: Service): Promise<void>;
  /** As a supervisor does: a moment later. Resolves when it is ready. */
  restart(service: Service): Promise<void>;
  /** Ends it in order and starts it again. @param tree another checkout, which it runs from then on */
  roll(service: Service, tree?: string): Promise<void>;
  engine(name: EngineName): Instance;
  /** For so long, in ms, what is broken stays broken; a drill that is watched waits until somebody has noticed. */
  hold(time: number): Promise<void>;
  /** Those that are gone although nobody ended them. */
  fallen(): string[];
}

/** What a supervisor waits before it starts a process again, in ms. */
const SUPERVISOR = 2_000;

export function setScene(given: Pick<Scene, 'cluster' | 'world' | 'watches' | 'standstill' | 'hold'>): Scene {
  const { cluster } = given;
  const pids = new Map(cluster.services.map((service) => [service, service.pid]));

  async function start(service: Service, tree?: string): Promise<void> {
    await service.start(tree);
    pids.set(service, service.pid);
  }

  return {
    ...given,
    instances: (name) => cluster.services.filter((service) => service.name.startsWith(`${name} `)),
    async kill(service) {
      pids.delete(service);
      await service.kill();
    },
    async restart(service) {
      await given.hold(SUPERVISOR);
      await start(service);
    },
    async roll(service, tree) {
      pids.delete(service);
      await service.stop();
      await start(service, tree);
    },
    engine(name) {
      const found = cluster.engines.instances.get(name);
      if (found === undefined) throw new Error(`There is no ${name}`);
      return found;
    },
    fallen: () => [...pids].filter(([, pid]) => !isAlive(pid)).map(([service]) => service.name),
  };
}

function isAlive(pid: number | null): boolean {
  if (pid === null) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
