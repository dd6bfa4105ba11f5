/** People, sockets, load and pulse on a deployment: what drills play on. */
import type { Cluster } from '@fanfare/cluster';
import { readSettings } from '@fanfare/kernel';
import type { RemoteServices } from '@fanfare/server';
import { allSettings, remoteServices } from '@fanfare/server';
import { databasesOf } from '@fanfare/testkit/cluster';
import type { Load } from './load.ts';
import { startLoad } from './load.ts';
import type { Pulse } from './pulse.ts';
import { startPulse } from './pulse.ts';
import type { Scene } from './scene.ts';
import { setScene } from './scene.ts';
import { watchStream } from './sockets.ts';
import { watchStandstill } from './standstill.ts';
import { expect, makeWorld } from './world.ts';

export interface Stage {
  readonly scene: Scene;
  readonly load: Load;
  readonly pulse: Pulse;
  /** Each process by itself, by its address. */
  readonly instances: RemoteServices['instances'];
  query: Awaited<ReturnType<typeof databasesOf>>['query'];
  close(): Promise<void>;
}

/** @param options `haste`: how many times as fast as usual the load is */
export async function openStage(
  cluster: Cluster,
  options: Pick<Scene, 'hold'> & { seed: number; haste?: number },
): Promise<Stage> {
  const services = remoteServices(readSettings(allSettings, { ...cluster.environment }));
  const database = await databasesOf(cluster.environment);
  const { contracts, instances } = services;
  const world = await makeWorld({ url: cluster.url, contracts, query: database.query });
  const watches = await Promise.all(world.watchers.map((person) => watchStream(cluster.url, person)));
  // From the first frame on a stream can be resumed.
  const [writer] = world.writers;
  if (writer === undefined) throw new Error('Nobody writes');
  expect(200, await writer.ask('set-up', 'POST', '/api/v1/statuses', { status: 'Here we go' }));
  await Promise.all(watches.map((watch) => watch.began));
  const standstill = watchStandstill();
  const scene = setScene({ cluster, world, watches, standstill, hold: options.hold });
  const load = startLoad(world, options.seed, options.haste);
  const pulse = startPulse(world, cluster, watches);
  return {
    ...{ scene, load, pulse, instances, query: database.query },
    async close() {
      await load.end();
      await pulse.end();
      standstill.end();
      for (const watch of watches) watch.close();
      services.close();
      await database.close();
    },
  };
}
