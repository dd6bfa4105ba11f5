/** A whole Fanfare in one call: the composition of the main, on data of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RoleName } from '@fanfare/contracts';
import type { Clock, Log } from '@fanfare/kernel';
import { silentLog } from '@fanfare/kernel';
import type { ComposeOptions, Composition } from '@fanfare/server';
import { operationsOfAll } from '@fanfare/server';
import type { Deployment } from './deployment.ts';
import { fakeClock } from './fake-clock.ts';
import type { Api } from './http.ts';
import { api } from './http.ts';
import { oneProcess } from './one-process.ts';

export interface NetworkOptions extends Pick<ComposeOptions, 'cacheServer'> {
  /** Settings as in the environment; defaults: a free port, no rate limits, password grant on. */
  settings?: Record<string, string>;
  /** The embedded log redelivers and interleaves at random; on by default. Null: exactly once. */
  chaos?: { seed: number } | null;
  log?: Log;
  /** A folder that already holds data; the caller removes it. Then it is one process, with embedded engines. */
  folder?: string;
}

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly token: string;
  readonly api: Api;
}

export interface Network
  extends Pick<Deployment, 'url' | 'environment' | 'contracts' | 'routes' | 'query' | 'restart' | 'stop'> {
  /** Of one process with embedded engines. */
  readonly folder: string;
  readonly clock: Clock;
  /** Moves everybody's clock on. */
  advance(milliseconds: number): Promise<void>;
  /** Without a token. */
  readonly anyone: Api;
  /** Of one process. */
  composition(): Composition;
  /** Makes an account past the registration page; the password is `password`. */
  person(username: string, options?: { role?: RoleName; scopes?: string }): Promise<Person>;
  /** A further session of somebody. */
  token(username: string, scopes?: string): Promise<string>;
  /** Every consumer has reached the head and nothing is in delivery. */
  settle(): Promise<void>;
}

export const PASSWORD = 'password';
const EVERYTHING = 'read write follow push admin:read admin:write';

/** Empty: the embedded engines. */
export const testedOn = (): string => process.env.FANFARE_TEST_ON ?? '';

/** Eight services as processes of their own, where whatever starts or waits takes its time. */
export const onCluster = (): boolean => testedOn() !== '' && !testedOn().startsWith('one:');

/** For `skip`: what is tested exists in one process with embedded engines only. */
export const needsOneProcess = (): string | false =>
  testedOn() === '' ? false : 'it is about one process with embedded engines';

/**
 * One process with the embedded engines, unless FANFARE_TEST_ON says otherwise: `postgres` or `mysql` is eight services
 * as processes of their own on the real engines, with this one for the core, FANFARE_TEST_INSTANCES of each (two);
 * `one:postgres` or `one:mysql` is one process on the same engines.
 */
export async function startNetwork(options: NetworkOptions = {}): Promise<Network> {
  const clock = fakeClock();
  const log = options.log ?? silentLog;
  const settings = { RATE_LIMITS: 'off', PASSWORD_GRANT: 'on', ...options.settings };
  const on = options.folder === undefined ? testedOn() : '';
  if (on !== '' && onCluster()) {
    const { startCluster } = await import('./cluster/cluster.ts');
    const instances = Number(process.env.FANFARE_TEST_INSTANCES ?? 2);
    return networkOn(await startCluster({ settings, log, core: on, clock, instances }), '', clock);
  }
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'fanfare-test-')));
  const chaos = options.chaos === undefined ? { seed: 1 } : options.chaos;
  const spaces = on === '' ? null : await (await import('./cluster/spaces.ts')).ownSpaces(on.slice(4));
  const deployment = await oneProcess({
    ...{ log, clock, folder, settings: { ...spaces?.settings, ...settings } },
    ...(chaos === null ? {} : { chaos }),
    ...(options.cacheServer === undefined ? {} : { cacheServer: options.cacheServer }),
    async cleanUp() {
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
      await spaces?.drop();
    },
  });
  return networkOn(deployment, folder, clock);
}

/** @param folder empty where there are several processes */
export function networkOn(deployment: Deployment, folder: string, clock: Clock): Network {
  const { url } = deployment;

  async function token(username: string, scopes = EVERYTHING): Promise<string> {
    const made = await deployment.contracts.auth.createToken({ username, scopes, app_name: 'testkit' });
    return made.access_token;
  }

  return {
    url,
    folder,
    clock,
    get contracts() {
      return deployment.contracts;
    },
    get routes() {
      return deployment.routes;
    },
    environment: deployment.environment,
    query: deployment.query,
    advance: deployment.advance,
    restart: deployment.restart,
    stop: deployment.stop,
    composition: deployment.composition,
    anyone: api(url, null),
    token,
    async person(username, { role = 'user', scopes } = {}) {
      const account = { username, email: `${username}@example.org`, password: PASSWORD, role };
      const [made] = await deployment.contracts.auth.createAccounts({ accounts: [account] });
      if (made?.account_id == null) throw new Error(`${username} was not made: ${made?.error}`);
      const own = await token(username, scopes);
      return { id: String(made.account_id), username, token: own, api: api(url, own) };
    },
    async settle() {
      await operationsOfAll([deployment.contracts.server]).settle({});
    },
  };
}
