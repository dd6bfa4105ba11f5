/** What is done to a deployment under load, in this order; each is a round of the drill in which nothing may fail. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Fault } from '../drill/faults.ts';
import type { Scene } from '../drill/scene.ts';

/** Two checkouts. */
export interface Trees {
  readonly now: string;
  readonly next: string;
}

export function stepsBetween({ now, next }: Trees): Fault[] {
  return [
    step('migrate', '`fanfare migrate` of the next version, while the present one serves', (scene) =>
      migrate(scene, next),
    ),
    step('forward', 'each instance in turn: stopped, started as the next version, ready', (scene) =>
      replace(scene, next),
    ),
    step('back', 'each instance in turn back to the version before, on the tables of the next one', (scene) =>
      replace(scene, now),
    ),
    step('again', 'each instance in turn forward again', (scene) => replace(scene, next)),
  ];
}

function step(name: string, about: string, work: (scene: Scene) => Promise<void>): Fault {
  return {
    ...{ name, about, postingGoesOn: true },
    async run(scene) {
      await work(scene);
      return [];
    },
  };
}

async function migrate({ cluster }: Scene, tree: string): Promise<void> {
  const args = ['--disable-warning=ExperimentalWarning', join(tree, 'apps/cli/src/main.ts'), 'migrate'];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...cluster.environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`migrate ended with ${code}`);
}

/** One instance of each service, then the other ones: as two nodes of a cluster would be taken. */
async function replace(scene: Scene, tree: string): Promise<void> {
  const { services } = scene.cluster;
  const turn = (service: { name: string }) => Number(service.name.split(' ').at(-1));
  for (const service of services.toSorted((one, other) => turn(one) - turn(other)))
    await scene.roll(service, tree);
}
