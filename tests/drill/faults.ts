/** Each breaks one thing under load and puts it back; what heals after that heals alone. */
import type { EngineName } from '@fanfare/cluster';
import { serviceNames } from '@fanfare/kernel';
import { authAway } from './auth-away.ts';
import { leadingBroker } from './leading-broker.ts';
import type { Scene } from './scene.ts';

export interface Fault {
  /** For `--only`. */
  readonly name: string;
  /** For the table. */
  readonly about: string;
  /** Posting may not fail while only this is away. */
  readonly postingGoesOn: boolean;
  /** Resolves when all that was broken is back; with what was wrong by then. */
  run(scene: Scene): Promise<string[]>;
}

const killed: Fault[] = serviceNames.map((service) => ({
  name: service,
  about: `kill -9 of an instance of ${service}`,
  postingGoesOn: false,
  async run(scene) {
    const [victim] = scene.instances(service);
    if (victim === undefined) throw new Error(`There is no ${service}`);
    await scene.kill(victim);
    await scene.restart(victim);
    return [];
  },
}));

/** @param seconds between the kill and the start; a start takes some more */
function engineKilled(
  name: string,
  about: string,
  engine: EngineName,
  seconds: number,
  postingGoesOn: boolean,
  choose: (scene: Scene) => Promise<string | undefined> = async () => undefined,
): Fault {
  return {
    ...{ name, about, postingGoesOn },
    async run(scene) {
      const program = await choose(scene);
      const instance = scene.engine(engine);
      await instance.kill(program);
      await scene.hold(seconds * 1000);
      await instance.start(program);
      return [];
    },
  };
}

const rolling: Fault = {
  name: 'rolling',
  about: 'a rolling restart of all sixteen processes, one after the other, with SIGTERM',
  postingGoesOn: true,
  async run(scene) {
    for (const service of scene.cluster.services) await scene.roll(service);
    return [];
  },
};

/** In the order of the table. @param core the engine of the core database, without which nobody posts */
export const faultsOn = (core: EngineName): readonly Fault[] => [
  ...killed,
  engineKilled(
    'redis-master',
    'a Redis master killed, away 5 s',
    'redis-cluster',
    5,
    true,
    async () => 'redis-1',
  ),
  engineKilled('redis', 'all of Redis killed, away 10 s', 'redis-cluster', 10, true),
  engineKilled(
    'kafka-leader',
    'the Kafka broker that leads most partitions killed, away 10 s',
    'kafka-cluster',
    10,
    true,
    leadingBroker,
  ),
  engineKilled('kafka', 'all of Kafka killed, away 15 s', 'kafka-cluster', 15, true),
  engineKilled('postgres', 'Postgres killed, away 2 s', 'postgres', 2, core !== 'postgres'),
  engineKilled('mysql', 'MySQL killed, away 5 s', 'mysql', 5, core !== 'mysql'),
  engineKilled('mongodb', 'MongoDB killed, away 10 s', 'mongodb', 10, true),
  engineKilled('elasticsearch', 'Elasticsearch killed, away 60 s', 'elasticsearch', 60, true),
  authAway,
  rolling,
];
