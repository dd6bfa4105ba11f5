/** Auth alone on real embedded engines, for its tests; these hand in the adapters, which only they may import. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Blob } from '@fanfare/blob';
import type { Cache } from '@fanfare/cache';
import type { authContract, Client } from '@fanfare/contracts';
import type { CoreTables } from '@fanfare/contracts/tables';
import type { HttpServer, HttpServerOptions, ServiceModule } from '@fanfare/http';
import { authenticator, httpServer, tokenChecker } from '@fanfare/http';
import type { Clock, Log } from '@fanfare/kernel';
import { AppError, silentLog } from '@fanfare/kernel';
import type { Mail } from '@fanfare/mail';
import type { Database, Migration } from '@fanfare/sql';
import { migrate, viewStates } from '@fanfare/sql';
import type { AuthConfig } from '../config.ts';
import type { Auth, AuthNeeds } from '../flows/needs.ts';
import { authMigrations } from '../migrations/index.ts';
import { authModule, authOf } from '../module.ts';
import type { IdentityStore } from '../store/identity.ts';
import { sqliteIdentityStore } from '../store/identity-sqlite.ts';

interface EngineOptions {
  file: string;
  log: Log;
  clock: Clock;
  strictUnits: boolean;
}

interface Core {
  database<Tables>(name: 'core'): Database<Tables>;
  close(): Promise<void>;
}

export interface Adapters {
  openCore(options: EngineOptions): Core | Promise<Core>;
  /** Absent: in the core database. */
  openIdentity?(): Promise<IdentityStore & { close(): Promise<void> }>;
  cache(clock: Clock): Cache | Promise<Cache>;
  diskBlob(options: { folder: string }): Blob;
  folderMail(options: { folder: string; log: Log }): Mail;
  metrics: HttpServerOptions['metrics'];
}

export interface TestAuth {
  auth: Auth;
  module: ServiceModule;
  provided: Client<typeof authContract>;
  /** Shared by instances that stand beside each other. */
  clock: Clock & { advance(milliseconds: number): void };
  folder: string;
  /** Opens a listener, once, and answers its address. */
  listen(): Promise<string>;
  stop(): Promise<void>;
}

export interface TestOptions {
  config?: Partial<AuthConfig>;
  publicUrl?: string;
  /** Puts something around a port, to make it fail. */
  identity?: (store: IdentityStore) => IdentityStore;
  cache?: (cache: Cache) => Cache;
  /** A second instance over the same engines, with connections and memory of its own. */
  beside?: TestAuth;
}

export async function startAuth(adapters: Adapters, options: TestOptions = {}): Promise<TestAuth> {
  const { beside } = options;
  const folder = beside?.folder ?? (await mkdtemp(join(tmpdir(), 'fanfare-auth-')));
  const clock = beside?.clock ?? testClock();
  const log = silentLog;
  const engine = await adapters.openCore({ file: join(folder, 'fanfare.db'), log, clock, strictUnits: true });
  const db = engine.database<CoreTables>('core');
  await migrate(db, [...authMigrations, { owner: 'stand-in', migrations: [instanceStandIn] }]);
  const identity = await adapters.openIdentity?.();
  const cache = (options.cache ?? same)(await adapters.cache(clock));
  const publicUrl = options.publicUrl ?? 'http://localhost:3000';
  const config: AuthConfig = {
    REGISTRATIONS: null,
    PASSWORD_GRANT: false,
    IDENTITY_URL: null,
    RATE_LIMITS: true,
    INSTANCE_TITLE: 'Fanfare',
    INSTANCE_DESCRIPTION: '',
    CONTACT_EMAIL: '',
    ...options.config,
  };
  const needs = {
    db,
    identity: (options.identity ?? same)(identity ?? sqliteIdentityStore(db)),
    cache,
    blob: adapters.diskBlob({ folder: join(folder, 'media') }),
    mail: adapters.folderMail({ folder: join(folder, 'mail'), log }),
    log,
    clock,
    publicUrl,
    metrics: adapters.metrics,
    contracts: { read: readStandIn(db, publicUrl) },
  } satisfies AuthNeeds;
  const auth = authOf(config, needs, needs.identity);
  const module = authModule(config, needs);
  const provided = module.provides as Client<typeof authContract>;
  let server: HttpServer | undefined;
  let address: Promise<{ url: string }> | undefined;
  return {
    auth,
    module,
    provided,
    clock,
    folder,
    async listen() {
      if (address !== undefined) return (await address).url;
      const checker = tokenChecker({ cache, checkToken: provided.checkToken, clock, log });
      server = httpServer({
        routes: module.routes.map((route) => ({ ...route, service: 'auth' })),
        publicUrl,
        trustedProxies: [],
        rateLimits: false,
        cache,
        authenticate: authenticator({ checker, viewStates: (ids) => viewStates(db.read, ids) }),
        clock,
        log,
        metrics: adapters.metrics,
        internalKey: null,
      });
      address = server.listen('127.0.0.1', 0);
      return (await address).url;
    },
    async stop() {
      await server?.close();
      await module.stop?.();
      await cache.close();
      await identity?.close();
      await engine.close();
      if (beside === undefined) await rm(folder, { recursive: true });
    },
  };
}

/** Real time plus what a test has added. */
function testClock(): TestAuth['clock'] {
  let added = 0;
  return {
    now: () => Date.now() + added,
    advance(milliseconds) {
      added += milliseconds;
    },
  };
}

function same<Value>(value: Value): Value {
  return value;
}

/** Write has the settings of the place; here is their table as it makes it. */
const instanceStandIn: Migration = {
  name: 'instance-settings',
  async up(_db, schema) {
    await schema.createTable(
      'instance_settings',
      {
        name: { type: 'key' },
        title: { type: 'text', nullable: true },
        description: { type: 'text', nullable: true },
        contact_email: { type: 'key', nullable: true },
        registrations: { type: 'key', nullable: true },
        rules: { type: 'text' },
        version: { type: 'integer' },
        updated_at: { type: 'integer' },
      },
      { primaryKey: ['name'] },
    );
  },
};

/** Read has presenters of its own; here the answer only has to show whose account it is and how the row stands. */
function readStandIn(db: Database<CoreTables>, publicUrl: string): AuthNeeds['contracts']['read'] {
  const unused = async (): Promise<never> => {
    throw new AppError('engine_away');
  };
  const accountOf = async (id: number): Promise<never> => {
    const row = await db.read
      .selectFrom('accounts')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const url = `${publicUrl}/@${row.username}`;
    return { ...row, id: String(id), uri: url, url, row } as never;
  };
  return {
    statuses: unused,
    notifications: unused,
    streamed: unused,
    accounts: ({ ids }) => Promise.all(ids.map(accountOf)),
    credentialAccount: ({ account_id: id }) => accountOf(id),
  };
}
