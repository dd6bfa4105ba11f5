/**
 * Which modules, which adapters, in which order: the composition root. The main and the testkit both call this;
 * no module knows what it decided.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Client, Contract, Place } from '@fanfare/contracts';
import { contracts } from '@fanfare/contracts';
import type {
  HttpServer,
  RequestContext,
  RequestFields,
  Route,
  ServedRoute,
  ServiceModule,
} from '@fanfare/http';
import { authenticator, choosePort, contractRoutes, httpServer, tokenChecker } from '@fanfare/http';
import type { Clock, Lifecycle, Log, Part, ServiceName } from '@fanfare/kernel';
import { lifecycle, periodic, serviceNames, systemClock, VERSION } from '@fanfare/kernel';
import { foldCounters, viewStates } from '@fanfare/sql';
import type { LogLevels, Metrics, Tracer } from '@fanfare/telemetry';
import { cacheLookups, countedLog, createMetrics, logLevels } from '@fanfare/telemetry';
import { contractClients } from './contract-clients.ts';
import type { DataFolder } from './data-folder.ts';
import { takeDataFolder } from './data-folder.ts';
import { usesCore } from './engines/databases.ts';
import type { EngineOptions, Engines } from './engines/index.ts';
import { openEngines } from './engines/index.ts';
import { healthParts } from './health-parts.ts';
import { metricsListener } from './metrics-listener.ts';
import { migrateAll } from './migrations.ts';
import type { Contracts, Needs } from './needs.ts';
import { eventLogMetrics } from './observed/event-log.ts';
import { observedEngines } from './observed/index.ts';
import { processMetrics } from './observed/process.ts';
import { storageMetrics } from './observed/storage.ts';
import { operations } from './operations.ts';
import { placeNow } from './place.ts';
import { checkRequirements, chosenServices } from './requirements.ts';
import type { AllValues } from './services.ts';
import { services } from './services.ts';
import { openTracing } from './tracing.ts';
import { placeVitals } from './vitals/index.ts';

export interface ComposeOptions extends EngineOptions {
  log: Log;
  /** What the log obeys, where it can be changed while it runs. */
  levels?: LogLevels;
  clock?: Clock;
  /** Carries what is worked on; its own unless said. Whoever makes the log reads it too. */
  context?: RequestContext;
  /** False: commands that need the modules but no listener. */
  listen?: boolean;
  /** Those of all services, for the OpenAPI document of a process that has some of them. */
  allRoutes?: () => Promise<readonly ServedRoute[]>;
  /** How long it goes on taking connections when it is told to stop, in ms, where there may be others and a gateway. */
  notice?: number;
  /** Others than its own: whoever measures what counting costs. */
  metrics?: Metrics;
  /** Answers that do not match their schema fail loudly (tests). */
  checkAnswers?: boolean;
}

export interface Composition {
  readonly services: readonly ServiceName[];
  /** Public routes and the internal ones of contracts. */
  readonly routes: readonly ServedRoute[];
  readonly contracts: Contracts;
  readonly engines: Engines;
  readonly metrics: Metrics;
  /** The port for those who watch, once it is open; null: they use the one of everybody. */
  readonly metricsUrl: string | null;
  readonly lifecycle: Lifecycle;
  /** Where people reach it, without a slash at the end. */
  readonly publicUrl: string;
  /** What is said of the place at this moment. */
  place(): Promise<Place>;
  /** False: a stop came in between. @throws StartError */
  start(): Promise<boolean>;
  /** Brings the tables up to this version, and starts nothing. The same. */
  migrate(): Promise<boolean>;
  stop(): Promise<void>;
}

const TABLES = 'tables';
const FOLD_EVERY = 5_000;
const FOLD_AT_ONCE = 1_000;
/** Longer than the gateway and our own clients keep a connection that they do not use, in ms. */
const LINGER = 2_000;
/** As long as the gateway asks nobody who was away: by then it asks again whoever was restarted just before, in ms. */
const NOTICE = 2_000;

/** @throws StartError for whatever a person has to mend first; nothing is changed then */
export async function compose(values: AllValues, options: ComposeOptions): Promise<Composition> {
  const chosen = chosenServices(values.FANFARE_SERVICES);
  checkRequirements(values, chosen);
  const folder = await takeDataFolder(values, chosen);
  try {
    return await composeIn(folder, chosen, values, { ...options, clock: options.clock ?? systemClock });
  } catch (error) {
    await folder.release();
    throw error;
  }
}

async function composeIn(
  folder: DataFolder,
  chosen: readonly ServiceName[],
  values: AllValues,
  options: ComposeOptions & { clock: Clock },
): Promise<Composition> {
  const { clock } = options;
  const port = options.listen === false ? values.PORT : await choosePort(values.HOST, values.PORT);
  const publicUrl = (values.PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/+$/, '');
  const metrics =
    options.metrics ??
    createMetrics(
      values.OTEL_EXPORTER_OTLP_ENDPOINT === null
        ? {}
        : { traces: { current: () => tracer.current(), slow: values.FANFARE_TRACES_SLOW / 1000 } },
    );
  const log = countedLog(options.log, metrics);
  const context = options.context ?? new AsyncLocalStorage<RequestFields>();
  const tracer: Tracer = await openTracing(values, chosen, { context, log, metrics });
  const base = { log, clock, metrics, tracer, context };
  const opened = await openEngines(values, chosen, folder.path, base, options);
  const engines = observedEngines(opened, metrics, tracer);
  const modules = new Map<ServiceName, ServiceModule>();
  const core = usesCore(chosen);
  const place = () => placeNow(engines, core, values, publicUrl);
  const vitals = placeVitals({
    ...{ values, services: chosen, metrics, eventLog: engines.eventLog, clock, log, context },
    health: () => health,
  });
  const own = operations({
    engines,
    core,
    search: chosen.includes('search'),
    services: chosen,
    url: urlOf(values.HOST, port),
    contracts: () => clients.contracts,
    health: () => health,
    vitals: vitals.own,
    levels: options.levels ?? logLevels(values.LOG_LEVEL),
    log,
  });
  const implementations = (name: Contract['service']) =>
    name === 'server' ? own : (modules.get(name)?.provides ?? null);
  const clients = contractClients(values, chosen, implementations, context, { log, metrics, tracer });
  eventLogMetrics(metrics, engines.eventLog, clock);
  const needs: Omit<Needs, 'log'> = {
    ...engines,
    metrics,
    tracer,
    vitals: vitals.all,
    contracts: clients.contracts,
    clock,
    publicUrl,
    namespace: values.FANFARE_NAMESPACE,
    dataFolder: folder.path,
  };
  for (const name of chosen) {
    modules.set(name, services[name].make(values, { ...needs, log: log.child({ 'service.name': name }) }));
  }
  const running = [...modules.values()];
  const health = healthParts(running, engines, clients.health);
  const routes = [
    ...running.flatMap(routesOf),
    ...served(
      'server',
      contractRoutes(contracts.server, () => own),
    ),
  ];
  engines.eventLog.consume(running.flatMap((module) => [...module.consumers]));

  function listener(): Part {
    let server: HttpServer | null = null;
    const { auth, userGraph } = clients.contracts;
    const lookups = cacheLookups(metrics, 'token');
    const checker = tokenChecker({ cache: engines.cache, checkToken: auth.checkToken, clock, log, lookups });
    // Notification, which has no core database, asks user-graph for it.
    const states = (ids: number[]) =>
      core ? viewStates(engines.db.read, ids) : userGraph.viewStates({ account_ids: ids });
    return {
      name: 'listener',
      async start() {
        server = httpServer({
          routes,
          upgrades: running.flatMap((module) => [...(module.upgrades ?? [])]),
          publicUrl,
          trustedProxies: values.TRUSTED_PROXIES,
          rateLimits: values.RATE_LIMITS,
          cache: engines.cache,
          authenticate: authenticator({ checker, viewStates: states }),
          clock,
          log,
          metrics,
          showMetrics: values.METRICS_PORT === null,
          internalKey: values.FANFARE_INTERNAL_KEY,
          context,
          ...(tracer.collects ? { tracer } : {}),
          health,
          // Whoever asks behind a gateway is told of all services, whichever answers.
          ...(chosen.length < serviceNames.length && options.allRoutes !== undefined
            ? { documented: options.allRoutes }
            : {}),
          siteName: values.INSTANCE_TITLE,
          siteNameNow: async () => (await place()).title,
          version: VERSION,
          checkAnswers: options.checkAnswers ?? false,
          // Where no file belongs to one process alone there may be others, and a gateway before them.
          ...(folder.socket === null ? { notice: options.notice ?? NOTICE, linger: LINGER } : {}),
        });
        await server.listen(values.HOST, port);
        if (folder.socket !== null) await server.listenOnSocket(folder.socket);
        await folder.announce();
      },
      stop: async () => server?.close(),
    };
  }

  const life = lifecycle((part, error) => log.error({ err: error, part }, 'A part did not stop cleanly'));
  const watched = metricsListener(values, { metrics, log, health: () => health, state: () => life.state });
  let drainBegan: number | null = null;
  processMetrics(metrics, { services: chosen, health: () => health, stoppingSince: () => drainBegan });
  storageMetrics(metrics, values, chosen, folder.path);
  const parts: Part[] = [
    watched.last,
    { name: 'data folder', stop: () => folder.release() },
    // After all that has spans.
    { name: 'traces', stop: () => tracer.close() },
    { name: 'engines', stop: () => engines.close() },
    { name: 'other services', stop: async () => clients.close() },
    vitals.part,
    ...(options.listen === false ? [] : [watched.first]),
    { name: TABLES, start: () => migrateAll(engines, chosen, log) },
    ...running.map(
      (module): Part => ({
        name: module.name,
        start: async () => module.start?.(),
        stop: async () => module.stop?.(),
      }),
    ),
    { name: 'consumers', start: () => engines.eventLog.start(), stop: () => engines.eventLog.stop() },
    ...(core ? [periodic('counters', FOLD_EVERY, log, () => foldCounters(engines.db, FOLD_AT_ONCE))] : []),
    ...(options.listen === false ? [] : [listener()]),
  ];
  const tables = parts.findIndex(({ name }) => name === TABLES);
  return {
    services: chosen,
    routes,
    contracts: clients.contracts,
    engines,
    metrics,
    get metricsUrl() {
      return watched.url;
    },
    lifecycle: life,
    publicUrl,
    place,
    start: () => life.start(parts),
    migrate: () => life.start(parts.filter((part, index) => index <= tables && part !== watched.first)),
    async stop() {
      // A composition that was never started holds its folder, engines and connections all the same.
      if (life.state === 'new') await life.start(parts.filter(({ start }) => start === undefined));
      drainBegan ??= performance.now();
      await life.stop();
    },
  };
}

/** Of a listener on all addresses: the one that this machine has for itself. */
function urlOf(host: string, port: number): string {
  const named = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${named.includes(':') ? `[${named}]` : named}:${port}`;
}

function routesOf(module: ServiceModule): ServedRoute[] {
  const contract: Contract | undefined = Object.values<Contract>(contracts).find(
    (one) => one.service === module.name,
  );
  const { provides } = module;
  const internal =
    contract === undefined || provides === null
      ? []
      : contractRoutes(contract, () => provides as Client<Contract>);
  return served(module.name, [...module.routes, ...internal]);
}

function served(service: string, routes: readonly Route[]): ServedRoute[] {
  return routes.map((route) => ({ ...route, service }));
}
