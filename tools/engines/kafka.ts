import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Engine, Place, Plan, Program } from './engine.ts';
import { installedOnce, openFolder } from './places.ts';
import { freePorts } from './ports.ts';
import { startProgram, stopProgram, untilReady } from './process.ts';
import { aptPackages, mavenJars } from './registries.ts';
import { run } from './run.ts';

const VERSION = '4.3.1';
const POM = fileURLToPath(new URL('kafka/pom.xml', import.meta.url));
const LOGGING = fileURLToPath(new URL('kafka/log4j2.properties', import.meta.url));
/** Any 16 bytes in base64url; nodes of one cluster agree on it. */
const CLUSTER = 'MkU3OEVBNTcwNTJENDM2Qk';

const version = async () => `Apache Kafka ${VERSION}`;

export const kafka: Engine = {
  name: 'kafka',
  about: 'Kafka, one node in KRaft mode',
  install,
  version,
  plan: (place) => nodes(place, 1),
};

export const kafkaCluster: Engine = {
  name: 'kafka-cluster',
  about: 'Kafka, three nodes that are brokers and controllers',
  install,
  version,
  plan: (place) => nodes(place, 3),
};

interface Node {
  id: number;
  port: number;
  controller: number;
}

async function install(): Promise<void> {
  await aptPackages(() => existsSync('/usr/bin/java'), 'openjdk-17-jdk-headless');
  await aptPackages(() => existsSync('/usr/bin/mvn'), 'maven');
  await archive();
}

function jars(): Promise<string> {
  return mavenJars(`kafka-${VERSION}`, POM);
}

/**
 * The loaded classes of a broker that ran once: with it a broker starts in half the time. It names the jars by their
 * path, so it is made after these have found their place.
 */
async function archive(): Promise<string> {
  const libs = await jars();
  const folder = await installedOnce(`kafka-${VERSION}-classes`, async (making) => {
    const place = await mkdtemp(join(making, 'run-'));
    const [port = 0, controller = 0] = await freePorts(2);
    const node = { id: 1, port, controller };
    await format(libs, place, node, [node]);
    const program = broker(libs, place, node, [`-XX:ArchiveClassesAtExit=${join(making, 'kafka.jsa')}`]);
    const running = startProgram(program, place, false);
    await untilReady(program, running, place);
    await stopProgram(running);
    await rm(place, { recursive: true });
  });
  return join(folder, 'kafka.jsa');
}

async function nodes({ folder, ports }: Place, count: number): Promise<Plan> {
  const libs = await jars();
  const classes = await archive();
  const free = await ports(2 * count);
  const all = Array.from({ length: count }, (_, at) => ({
    id: at + 1,
    port: free[2 * at] ?? 0,
    controller: free[2 * at + 1] ?? 0,
  }));
  await openFolder(folder);
  await Promise.all(all.map((node) => format(libs, folder, node, all)));
  return {
    url: all.map(({ port }) => `127.0.0.1:${port}`).join(','),
    programs: all.map((node) => broker(libs, folder, node, [`-XX:SharedArchiveFile=${classes}`])),
  };
}

/** Kafka flushes to the disk when the system does: a killed broker loses nothing, so there is no slower way. */
async function format(libs: string, folder: string, node: Node, all: readonly Node[]): Promise<void> {
  const properties = join(folder, `${nameOf(node)}.properties`);
  const data = join(folder, `data-${node.id}`);
  await writeFile(properties, settings(node, all, data));
  if (existsSync(join(data, 'meta.properties'))) return;
  await run('java', [
    ...java(libs),
    'kafka.tools.StorageTool',
    ...['format', '-t', CLUSTER, '-c', properties],
  ]);
}

function broker(libs: string, folder: string, node: Node, flags: string[]): Program {
  return {
    name: nameOf(node),
    command: 'java',
    args: [...flags, ...java(libs), 'kafka.Kafka', join(folder, `${nameOf(node)}.properties`)],
    ready: () => answers(node.port),
  };
}

function java(libs: string): string[] {
  return [
    ...['-Xms256m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xlog:disable'],
    `-Dlog4j2.configurationFile=${LOGGING}`,
    ...['-cp', join(libs, 'libs/*')],
  ];
}

function settings(node: Node, all: readonly Node[], data: string): string {
  const replicas = all.length;
  const inSync = Math.min(2, replicas);
  const address = `PLAINTEXT://127.0.0.1:${node.port}`;
  const values: Record<string, string | number | boolean> = {
    'process.roles': 'broker,controller',
    'node.id': node.id,
    listeners: `${address},CONTROLLER://127.0.0.1:${node.controller}`,
    'advertised.listeners': address,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.quorum.voters': all.map((one) => `${one.id}@127.0.0.1:${one.controller}`).join(','),
    'log.dirs': data,
    'default.replication.factor': replicas,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': replicas,
    'offsets.topic.num.partitions': 8,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': inSync,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': replicas,
    'share.coordinator.state.topic.min.isr': inSync,
    'group.initial.rebalance.delay.ms': 0,
    'auto.create.topics.enable': false,
    // A dead broker is known to be dead after so long, in ms; the default is 9 s.
    'broker.session.timeout.ms': 6_000,
    // Small partitions by the hundred: the index of each would claim 10 MB of the disk.
    'log.index.size.max.bytes': 65_536,
    'log.segment.bytes': 16 * 1024 * 1024,
    // Half of so small a heap would be the cleaner's.
    'log.cleaner.dedupe.buffer.size': 4 * 1024 * 1024,
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function nameOf({ id }: Node): string {
  return `broker-${id}`;
}

/** Asks for the API's versions, as every client does first. */
function answers(port: number): Promise<boolean> {
  const request = Buffer.from('0000000d00120000000000010003726479', 'hex');
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.setTimeout(2_000, () => socket.destroy(new Error('no answer')));
    socket.once('data', (bytes) => {
      socket.destroy();
      resolve(bytes.length > 8);
    });
    socket.once('error', reject);
    socket.once('close', () => resolve(false));
  });
}
