/** A part of a running engine that one test has for itself. */
import { randomBytes } from 'node:crypto';
import { run } from './run.ts';
import { engineUrl } from './world.ts';

export interface Space {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database that nobody else uses, on a server of the world. */
export async function ownDatabase(engine: 'postgres' | 'mysql'): Promise<Space> {
  const server = new URL(await engineUrl(engine));
  const name = `test_${randomBytes(6).toString('hex')}`;
  const ask = engine === 'postgres' ? psql : mariadb;
  await ask(server, `create database ${name}`);
  return {
    url: Object.assign(new URL(server), { pathname: `/${name}` }).href,
    async drop() {
      await ask(server, `drop database ${name}${engine === 'postgres' ? ' with (force)' : ''}`);
    },
  };
}

/** A name that begins whatever one test makes in engines that have no databases. */
export const ownNamespace = () => `test-${randomBytes(6).toString('hex')}`;

const psql = (server: URL, sql: string) =>
  run('psql', ['-d', Object.assign(new URL(server), { pathname: '/postgres' }).href, '-qAtX', '-c', sql]);

const mariadb = ({ hostname, port, username }: URL, sql: string) =>
  run('mariadb', ['--no-defaults', '-h', hostname, '-P', port, '-u', username, '-e', sql]);
