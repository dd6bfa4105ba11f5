/** Notification alone on real embedded engines, for its tests; these hand in the adapters, which only they may import. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cache } from '@fanfare/cache';
import type { EventData, EventType } from '@fanfare/contracts/events';
import type { CoreTables, NotificationTables } from '@fanfare/contracts/tables';
import type { EventLog } from '@fanfare/eventlog';
import type { HttpServer, HttpServerOptions, ServiceModule } from '@fanfare/http';
import { authenticator, httpServer, tokenChecker } from '@fanfare/http';
import type { Clock, Log, RaisableSignal } from '@fanfare/kernel';
import { signal, silentLog, systemClock } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';
import { migrate } from '@fanfare/sql';
import { noTracer } from '@fanfare/telemetry';
import { notificationMigrations } from '../migrations/index.ts';
import { notificationModule } from '../module.ts';
import type { StandIns } from './stand-ins.ts';
import { standIns } from './stand-ins.ts';

export interface Adapters {
  openSqlite(options: { file: string; log: Log; clock: Clock; strictUnits: boolean }): {
    database<Tables>(name: 'core' | 'notification'): Database<Tables>;
    close(): Promise<void>;
  };
  sqlEventLog(options: {
    sources: { name: string; database: Database<never> }[];
    log: Log;
    clock: Clock;
    chaos: { seed: number };
  }): EventLog;
  cache(): Cache;
  metrics: HttpServerOptions['metrics'];
}

export interface TestNotification extends StandIns {
  readonly url: string;
  readonly db: Database<NotificationTables>;
  readonly eventLog: EventLog;
  readonly module: ServiceModule;
  readonly cache: Cache;
  readonly clock: Clock & { advance(ms: number): void };
  readonly forget: RaisableSignal;
  /** The other services say that this happened, all in one unit. */
  emit<Type extends EventType>(...events: [Type, EventData<Type>][]): Promise<void>;
  /** Everything that was said has had its effect. */
  settled(): Promise<void>;
  /** A request as this token; JSON answers are parsed. */
  ask(
    token: string,
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: unknown; link: string }>;
  /** The listener closes and opens again, with everything behind it. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startNotification(adapters: Adapters): Promise<TestNotification> {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-notification-'));
  let skew = 0;
  const clock = {
    now: () => systemClock.now() + skew,
    advance(ms: number) {
      skew += ms;
    },
  };
  const base = { log: silentLog, clock };
  const forget = signal();
  const engine = adapters.openSqlite({ file: join(folder, 'test.db'), ...base, strictUnits: true });
  const core = engine.database<CoreTables>('core');
  const db = engine.database<NotificationTables>('notification');
  await migrate(core, []);
  await migrate(db, [...notificationMigrations]);
  const others = standIns();
  const { contracts } = others;
  let running = await start(0);

  async function start(port: number) {
    const cache = adapters.cache();
    const module = notificationModule(
      {},
      {
        ...{ notificationDb: db, cache, contracts, forget },
        ...base,
        metrics: adapters.metrics,
        tracer: noTracer,
      },
    );
    const eventLog = adapters.sqlEventLog({
      sources: [core, db].map((database) => ({ name: database.source, database: database as never })),
      ...base,
      chaos: { seed: 7 },
    });
    eventLog.consume(module.consumers);
    await module.start?.();
    await eventLog.start();
    const server: HttpServer = httpServer({
      routes: module.routes.map((route) => ({ ...route, service: module.name })),
      upgrades: module.upgrades ?? [],
      publicUrl: 'http://localhost',
      trustedProxies: [],
      rateLimits: false,
      cache,
      authenticate: authenticator({
        checker: tokenChecker({ cache, checkToken: contracts.auth.checkToken, ...base }),
        viewStates: (account_ids) => contracts.userGraph.viewStates({ account_ids }),
      }),
      ...base,
      metrics: adapters.metrics,
      internalKey: null,
    });
    const { url, port: bound } = await server.listen('127.0.0.1', port);
    return {
      ...{ url, port: bound, eventLog, module, cache },
      async stop() {
        await server.close();
        await eventLog.stop();
        await module.stop?.();
        await cache.close();
      },
    };
  }

  return {
    ...others,
    ...{ url: running.url, db, clock, forget },
    get eventLog() {
      return running.eventLog;
    },
    get cache() {
      return running.cache;
    },
    get module() {
      return running.module;
    },
    async emit(...events) {
      await core.unit(async (unit) => {
        for (const [type, data] of events) unit.emit(type, data);
      });
    },
    settled: () => running.eventLog.settled(),
    async ask(token, method, path, body) {
      const response = await fetch(running.url + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return {
        status: response.status,
        body: await response.json(),
        link: response.headers.get('link') ?? '',
      };
    },
    async restart() {
      await running.stop();
      running = await start(running.port);
    },
    async stop() {
      await running.stop();
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
