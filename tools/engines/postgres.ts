import { existsSync, globSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { openFolder } from './places.ts';
import { aptPackages } from './registries.ts';
import { asUser, run } from './run.ts';

const USER = 'postgres';
const PASSWORD = 'postgres';

export const postgres: Engine = {
  name: 'postgres',
  about: 'PostgreSQL, for the core and for notification',

  install: () => aptPackages(() => programs() !== null, 'postgresql'),

  version: async () => run(program('postgres'), ['--version']),

  async plan({ folder, durable, ports }) {
    const [port = 0] = await ports(1);
    const data = join(folder, 'data');
    const asOwner = (command: string, args: string[]) => run(...asUser(USER, command, args));
    if (!existsSync(join(data, 'PG_VERSION'))) {
      await openFolder(folder);
      if (process.getuid?.() === 0) await run('chown', [USER, folder]);
      const secret = join(folder, 'password');
      await writeFile(secret, PASSWORD);
      const access = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${secret}`];
      const locale = ['-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
      await asOwner(program('initdb'), ['-D', data, ...access, ...locale]);
    }
    const fast = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
    const settings = ['shared_buffers=64MB', 'max_connections=500', ...(durable ? [] : fast)];
    const client = (...args: string[]) =>
      run(program('psql'), ['-h', '127.0.0.1', '-p', `${port}`, '-U', 'postgres', '-AtX', ...args], {
        env: { PGPASSWORD: PASSWORD },
      });
    return {
      url: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/fanfare`,
      programs: [
        {
          name: 'postgres',
          command: program('postgres'),
          args: [
            '-D',
            data,
            '-h',
            '127.0.0.1',
            '-p',
            `${port}`,
            '-k',
            '',
            ...settings.flatMap((one) => ['-c', one]),
          ],
          user: USER,
          // Ends sessions instead of waiting for them.
          stopSignal: 'SIGINT',
          ready: async () => (await client('-d', 'postgres', '-c', 'select 1')).trim() === '1',
        },
      ],
      async prepare() {
        const found = await client(
          '-d',
          'postgres',
          '-c',
          "select 1 from pg_database where datname = 'fanfare'",
        );
        if (found.trim() === '') await client('-d', 'postgres', '-c', 'create database fanfare');
      },
    };
  },
};

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
