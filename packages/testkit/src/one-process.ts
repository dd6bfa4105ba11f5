/** Everything in this process, on the embedded engines or those that the settings name. */
import { readSettings } from '@fanfare/kernel';
import type { ComposeOptions, Composition } from '@fanfare/server';
import { allSettings, compose } from '@fanfare/server';
import { CompiledQuery } from 'kysely';
import type { Deployment, DeploymentOptions } from './deployment.ts';
import type { FakeClock } from './fake-clock.ts';

export interface OneProcessOptions extends DeploymentOptions, Pick<ComposeOptions, 'cacheServer' | 'chaos'> {
  folder: string;
  /** After the stop. */
  cleanUp(): Promise<void>;
  clock: FakeClock;
}

export async function oneProcess(options: OneProcessOptions): Promise<Deployment> {
  const { folder, clock, log, settings, cleanUp, ...engines } = options;
  const environment: Record<string, string> = { PORT: '0', ...settings, FANFARE_DATA: folder };

  async function start(): Promise<Composition> {
    const composed = await compose(readSettings(allSettings, environment), {
      log,
      clock,
      checkAnswers: true,
      strictUnits: true,
      ...engines,
    });
    await composed.start();
    return composed;
  }

  let composition = await start();
  const url = composition.publicUrl;
  environment.PORT = new URL(url).port;

  return {
    url,
    get contracts() {
      return composition.contracts;
    },
    get routes() {
      return composition.routes;
    },
    environment: { FANFARE_DATA: folder },
    async query(sql, of = 'core') {
      const { db, notificationDb } = composition.engines;
      const { read } = of === 'core' ? db : notificationDb;
      const { rows } = await read.executeQuery(CompiledQuery.raw(sql));
      return rows as Record<string, unknown>[];
    },
    advance: async (milliseconds) => clock.advance(milliseconds),
    async restart() {
      await composition.stop();
      composition = await start();
    },
    async stop() {
      await composition.stop();
      await cleanUp();
    },
    composition: () => composition,
  };
}
