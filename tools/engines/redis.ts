import { existsSync } from 'node:fs';
import type { Engine, Place, Plan, Program } from './engine.ts';
import { aptPackages } from './registries.ts';
import { run } from './run.ts';

const SERVER = '/usr/bin/redis-server';
const install = () => aptPackages(() => existsSync(SERVER), 'redis-server');
const version = async () => (await run(SERVER, ['--version'])).replace(/ sha=.*/s, '');

export const redis: Engine = {
  name: 'redis',
  about: 'Redis, one server',
  install,
  version,
  async plan(place) {
    const [port = 0] = await place.ports(1);
    return { url: `redis://127.0.0.1:${port}`, programs: [server('redis', port, place, [])] };
  },
};

export const redisCluster: Engine = {
  name: 'redis-cluster',
  about: 'Redis, a cluster of three masters',
  install,
  version,
  plan: (place) => clusterOf(3, 0, place),
};

/** For tests of failover alone: each master has a replica that takes over within seconds. */
export const redisClusterWithReplicas: Engine = {
  name: 'redis-cluster-with-replicas',
  about: 'Redis, a cluster of three masters with a replica each',
  install,
  version,
  plan: (place) => clusterOf(6, 1, place),
};

async function clusterOf(count: number, replicas: number, place: Place): Promise<Plan> {
  // The bus of a node listens 10,000 above its port unless it is told.
  const ports = await place.ports(2 * count);
  const nodes = Array.from({ length: count }, (_, index) => ({
    port: ports[index] ?? 0,
    bus: ports[count + index] ?? 0,
  }));
  const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`);
  const cluster = (node: { port: number; bus: number }) => [
    ...['--cluster-enabled', 'yes', '--cluster-config-file', `nodes-${node.port}.conf`],
    ...['--cluster-node-timeout', '2000', '--cluster-require-full-coverage', 'no'],
    ...['--cluster-port', `${node.bus}`],
  ];
  return {
    url: `redis://${addresses.join(',')}`,
    programs: nodes.map((node, index) => server(`redis-${index + 1}`, node.port, place, cluster(node))),
    async prepare() {
      const copies = ['--cluster-replicas', `${replicas}`];
      await run('redis-cli', ['--cluster', 'create', ...addresses, ...copies, '--cluster-yes']);
      for (const { port } of nodes) {
        while (!(await ask(port, 'cluster', 'info')).includes('cluster_state:ok'));
        // A replica that has never had the data does not take over.
        while (!/role:master|master_link_status:up/.test(await ask(port, 'info', 'replication')));
      }
    },
  };
}

function server(name: string, port: number, { folder, durable }: Place, more: string[]): Program {
  const keep = durable
    ? ['--appendonly', 'yes', '--appenddirname', `append-${port}`]
    : ['--appendonly', 'no'];
  return {
    name,
    command: SERVER,
    args: ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...keep, ...more],
    ready: async () => (await ask(port, 'ping')).trim() === 'PONG',
  };
}

function ask(port: number, ...words: string[]): Promise<string> {
  return run('redis-cli', ['-p', `${port}`, ...words]);
}
