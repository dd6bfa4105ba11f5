/** A whole Fanfare in one call: the composition of the main, on a folder of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RoleName } from '@fanfare/contracts';
import type { Log } from '@fanfare/kernel';
import { readSettings, silentLog } from '@fanfare/kernel';
import type { ComposeOptions, Composition } from '@fanfare/server';
import { allSettings, compose, operationsOfAll } from '@fanfare/server';
import type { FakeClock } from './fake-clock.ts';
import { fakeClock } from './fake-clock.ts';
import type { Api } from './http.ts';
import { api } from './http.ts';

export interface NetworkOptions extends Pick<ComposeOptions, 'cacheServer'> {
  /** Settings as in the environment; defaults: a free port, no rate limits, password grant on. */
  settings?: Record<string, string>;
  /** The log redelivers and interleaves at random; on by default. Null: exactly once, as embedded. */
  chaos?: { seed: number } | null;
  log?: Log;
  /** A folder that already holds data; the caller removes it. */
  folder?: string;
}

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly token: string;
  readonly api: Api;
}

export interface Network {
  readonly url: string;
  readonly folder: string;
  readonly clock: FakeClock;
  /** Without a token. */
  readonly anyone: Api;
  composition(): Composition;
  /** Makes an account past the registration page; the password is `password`. */
  person(username: string, options?: { role?: RoleName; scopes?: string }): Promise<Person>;
  /** A further session of somebody. */
  token(username: string, scopes?: string): Promise<string>;
  /** Every consumer has reached the head and nothing is in delivery. */
  settle(): Promise<void>;
  /** Stops everything and starts it on the same folder and port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export const PASSWORD = 'password';
const EVERYTHING = 'read write follow push admin:read admin:write';

export async function startNetwork(options: NetworkOptions = {}): Promise<Network> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'fanfare-test-')));
  const clock = fakeClock();
  const environment: Record<string, string> = {
    PORT: '0',
    RATE_LIMITS: 'off',
    PASSWORD_GRANT: 'on',
    ...options.settings,
    FANFARE_DATA: folder,
  };
  const chaos = options.chaos === undefined ? { seed: 1 } : options.chaos;

  async function start(): Promise<Composition> {
    const composition = await compose(readSettings(allSettings, environment), {
      log: options.log ?? silentLog,
      clock,
      checkAnswers: true,
      strictUnits: true,
      ...(chaos === null ? {} : { chaos }),
      ...(options.cacheServer === undefined ? {} : { cacheServer: options.cacheServer }),
    });
    await composition.start();
    return composition;
  }

  let composition = await start();
  const url = composition.publicUrl;
  environment.PORT = new URL(url).port;

  async function token(username: string, scopes = EVERYTHING): Promise<string> {
    const made = await composition.contracts.auth.createToken({ username, scopes, app_name: 'testkit' });
    return made.access_token;
  }

  return {
    url,
    folder,
    clock,
    anyone: api(url, null),
    composition: () => composition,
    token,
    async person(username, { role = 'user', scopes } = {}) {
      const account = { username, email: `${username}@example.org`, password: PASSWORD, role };
      const [made] = await composition.contracts.auth.createAccounts({ accounts: [account] });
      if (made?.account_id == null) throw new Error(`${username} was not made: ${made?.error}`);
      const own = await token(username, scopes);
      return { id: String(made.account_id), username, token: own, api: api(url, own) };
    },
    async settle() {
      await operationsOfAll([composition.contracts.server]).settle({});
    },
    async restart() {
      await composition.stop();
      composition = await start();
    },
    async stop() {
      await composition.stop();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
