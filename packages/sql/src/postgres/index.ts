import type { ServerEngine, ServerOptions } from '../server/open.ts';
import { openServer } from '../server/open.ts';
import { addressOf } from '../server/url.ts';
import { postgresDriver } from './driver.ts';

export type PostgresOptions = ServerOptions;

/**
 * Opens a database on Postgres; waits up to 20 s for a server that starts beside us.
 * @throws StartError that names the setting and says what to do
 */
export function openPostgres(options: PostgresOptions): Promise<ServerEngine> {
  return openServer(postgresDriver, options, (url, setting) =>
    addressOf(url, { setting, protocols: ['postgres', 'postgresql'], port: 5432 }),
  );
}
