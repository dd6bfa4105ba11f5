import { existsSync, globSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine, Place, Plan, Program } from './engine.ts';
import { openFolder } from './places.ts';
import { aptPackages } from './registries.ts';
import { asUser, run } from './run.ts';

const USER = 'postgres';
const PASSWORD = 'postgres';

export const postgres: Engine = {
  name: 'postgres',
  about: 'PostgreSQL, for the core and for notification',
  install,
  version,
  plan: (place) => servers(place, ['postgres']),
};

/** For tests alone: a primary and a standby that follows it by streaming. The URL is the one's and, after a comma, the other's. */
export const postgresWithReplica: Engine = {
  name: 'postgres-with-replica',
  about: 'PostgreSQL, a primary and a streaming replica',
  install,
  version,
  plan: (place) => servers(place, ['primary', 'replica']),
};

function install(): Promise<void> {
  return aptPackages(() => programs() !== null, 'postgresql');
}

function version(): Promise<string> {
  return run(program('postgres'), ['--version']);
}

/** @param names of the programs; all but the first follow it */
async function servers({ folder, durable, ports }: Place, names: readonly string[]): Promise<Plan> {
  const free = await ports(names.length);
  const dataOf = (name: string) => join(folder, name === names[0] ? 'data' : `data-${name}`);
  const asOwner = (command: string, args: string[]) => run(...asUser(USER, command, args));
  const [first = '', ...followers] = names;
  if (!existsSync(join(dataOf(first), 'PG_VERSION'))) {
    await openFolder(folder);
    if (process.getuid?.() === 0) await run('chown', [USER, folder]);
    const secret = join(folder, 'password');
    await writeFile(secret, PASSWORD);
    const access = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${secret}`];
    const locale = ['-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
    await asOwner(program('initdb'), ['-D', dataOf(first), ...access, ...locale]);
    for (const name of followers) {
      // A copy of a server that never ran is as good as a backup.
      await asOwner('cp', ['-a', dataOf(first), dataOf(name)]);
      await asOwner('touch', [join(dataOf(name), 'standby.signal')]);
    }
  }
  const fast = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  const settings = [
    ...['shared_buffers=64MB', 'max_connections=500'],
    ...(followers.length > 0 ? ['wal_keep_size=256MB'] : []),
    ...(durable ? [] : fast),
  ];
  const follows = `primary_conninfo=host=127.0.0.1 port=${free[0]} user=postgres password=${PASSWORD}`;
  const client = (port: number | undefined, ...args: string[]) =>
    run(program('psql'), ['-h', '127.0.0.1', '-p', `${port}`, '-U', 'postgres', '-AtX', ...args], {
      env: { PGPASSWORD: PASSWORD },
    });
  const server = (name: string, port: number | undefined): Program => ({
    name,
    command: program('postgres'),
    args: [
      ...['-D', dataOf(name), '-h', '127.0.0.1', '-p', `${port}`, '-k', ''],
      ...[...settings, ...(name === first ? [] : [follows])].flatMap((one) => ['-c', one]),
    ],
    user: USER,
    // Ends sessions instead of waiting for them.
    stopSignal: 'SIGINT',
    ready: async () => (await client(port, '-d', 'postgres', '-c', 'select 1')).trim() === '1',
  });
  return {
    url: free.map((port) => `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/fanfare`).join(','),
    programs: names.map((name, index) => server(name, free[index])),
    async prepare() {
      const asked = "select 1 from pg_database where datname = 'fanfare'";
      const found = await client(free[0], '-d', 'postgres', '-c', asked);
      if (found.trim() === '') await client(free[0], '-d', 'postgres', '-c', 'create database fanfare');
      for (const port of free.slice(1))
        while ((await client(port, '-d', 'postgres', '-c', asked)).trim() === '');
    },
  };
}

/** Of the newest version on the machine. */
function programs(): string | null {
  return (
    globSync('/usr/lib/postgresql/*/bin')
      .filter((bin) => existsSync(join(bin, 'initdb')))
      .sort()
      .at(-1) ?? null
  );
}

function program(name: string): string {
  const bin = programs();
  if (bin === null) throw new Error('PostgreSQL is not installed: npm run engines -- install postgres');
  return join(bin, name);
}
