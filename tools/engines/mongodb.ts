/**
 * No package registry carries mongod, so two programs that speak its protocol stand in for it. One keeps its data on
 * disk, for drills; the other is stricter about what a server of MongoDB 5 takes. The identity store passes on both.
 */
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Engine, Program } from './engine.ts';
import { cacheFolder } from './places.ts';
import { aptPackages, mavenJars, pipPackages } from './registries.ts';
import { run } from './run.ts';

const NX = { name: 'nx-27017-0.8.1', packages: ['nx-27017==0.8.1', 'neosqlite==1.17.2', 'pymongo==4.20.0'] };

export const mongodb: Engine = {
  name: 'mongodb',
  about: 'MongoDB, of identities; nx-27017 on SQLite stands in for it',

  async install() {
    await aptPackages(() => canRun('python3'), 'python3', 'python3-pip');
    await pipPackages(NX.name, ...NX.packages);
  },

  version: async () => `${spoken(NX.name)}, in place of MongoDB`,

  async plan({ folder, durable, ports }) {
    const [port = 0] = await ports(1);
    // Where every write asks for the journal, as the identity store's do, it is flushed to disk in this mode.
    const keep = ['--data-dir', durable ? join(folder, 'data') : 'memory'];
    const files = ['--log-file', join(folder, 'nx.log'), '--pid-file', join(folder, 'nx.pid')];
    const main = 'from nx_27017.nx_27017 import main; main()';
    return {
      url: `mongodb://127.0.0.1:${port}/fanfare`,
      programs: [
        {
          name: 'mongodb',
          command: 'python3',
          args: ['-c', main, '--host', '127.0.0.1', '--port', `${port}`, ...keep, ...files],
          env: { PYTHONPATH: join(cacheFolder(), NX.name), PYTHONDONTWRITEBYTECODE: '1' },
          ready: () => answers(port),
        },
      ],
    };
  },
};

/** As in mongodb/pom.xml. */
const JAVA = 'mongo-java-server-1.47.0';

export const mongodbJava: Engine = {
  name: 'mongodb-java',
  about: 'MongoDB, of identities; mongo-java-server in memory stands in for it',

  async install() {
    await aptPackages(() => canRun('mvn') && canRun('javac'), 'maven', 'default-jdk-headless');
    await mavenJars(JAVA, join(import.meta.dirname, 'mongodb/pom.xml'), async (folder) => {
      const source = join(import.meta.dirname, 'mongodb/MongoStandIn.java');
      await run('javac', ['-cp', join(folder, 'libs/*'), '-d', join(folder, 'classes'), source]);
    });
  },

  version: async () => `${spoken(JAVA)}, in place of MongoDB`,

  async plan({ ports }) {
    const [port = 0] = await ports(1);
    return { url: `mongodb://127.0.0.1:${port}/fanfare`, programs: [javaProgram(port)] };
  },
};

function javaProgram(port: number): Program {
  const folder = join(cacheFolder(), JAVA);
  const memory = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const classes = [join(folder, 'libs/*'), join(folder, 'classes')].join(':');
  return {
    name: 'mongodb-java',
    command: 'java',
    args: [...memory, '-cp', classes, 'MongoStandIn', `${port}`],
    ready: () => answers(port),
  };
}

/** `name-1.2` as people say it. */
function spoken(name: string): string {
  return name.replace(/-([\d.]+)$/, ' $1');
}

function canRun(program: string): boolean {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, program)));
}

/** Sends `{ ping: 1, $db: "admin" }` as OP_MSG; any answer will do. */
function answers(port: number): Promise<boolean> {
  const ping = Buffer.concat([
    Buffer.from([0x10]),
    Buffer.from('ping\0'),
    Buffer.from([1, 0, 0, 0, 0x02]),
    Buffer.from('$db\0'),
    Buffer.from([6, 0, 0, 0]),
    Buffer.from('admin\0'),
    Buffer.from([0]),
  ]);
  const head = Buffer.alloc(25);
  head.writeInt32LE(head.length + ping.length, 0);
  head.writeInt32LE(1, 4); // request id
  head.writeInt32LE(2013, 12); // OP_MSG, then flags 0 and section kind 0
  head.writeInt32LE(ping.length + 4, 21);
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(Buffer.concat([head.subarray(0, 25), ping])),
    );
    socket.once('error', reject);
    socket.once('data', () => resolve(socket.end() !== null));
    socket.once('close', () => resolve(false));
  });
}
