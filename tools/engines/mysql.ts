import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { openFolder } from './places.ts';
import { aptPackages } from './registries.ts';
import { asUser, run } from './run.ts';

const USER = 'mysql';
const SERVER = '/usr/sbin/mariadbd';

export const mysql: Engine = {
  name: 'mysql',
  about: 'MariaDB, which stands for MySQL, for the core and for notification',

  install: () => aptPackages(() => existsSync(SERVER), 'mariadb-server'),

  version: async () => run(SERVER, ['--version']),

  async plan({ folder, durable, ports }) {
    const [port = 0] = await ports(1);
    const data = join(folder, 'data');
    if (!existsSync(join(data, 'mysql'))) {
      await openFolder(folder);
      if (process.getuid?.() === 0) await run('chown', [USER, folder]);
      const user = process.getuid?.() === 0 ? [`--user=${USER}`] : [];
      const plain = ['--auth-root-authentication-method=normal', '--skip-test-db', ...user];
      await run('mariadb-install-db', ['--no-defaults', `--datadir=${data}`, ...plain]);
    }
    const client = (sql: string) =>
      run(
        ...asUser(USER, 'mariadb', [
          ...['--no-defaults', '-h', '127.0.0.1', '-P', `${port}`, '-u', 'root', '-N', '-B', '-e', sql],
        ]),
      );
    const fast = [
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-flush-method=nosync',
      '--innodb-doublewrite=0',
    ];
    return {
      url: `mysql://root@127.0.0.1:${port}/fanfare`,
      programs: [
        {
          name: 'mysql',
          command: SERVER,
          args: [
            '--no-defaults',
            `--datadir=${data}`,
            // Relative to the data folder: the path of a socket may have 107 characters only.
            '--socket=s.sock',
            '--pid-file=mysql.pid',
            '--bind-address=127.0.0.1',
            `--port=${port}`,
            '--max-connections=500',
            '--innodb-buffer-pool-size=64M',
            '--innodb-log-file-size=16M',
            '--skip-name-resolve',
            ...(durable ? [] : fast),
          ],
          user: USER,
          ready: async () => (await client('select 1')).trim() === '1',
        },
      ],
      async prepare() {
        await client('create database if not exists fanfare');
      },
    };
  },
};
