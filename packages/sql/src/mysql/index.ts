import type { ServerEngine, ServerOptions } from '../server/open.ts';
import { openServer } from '../server/open.ts';
import { addressOf } from '../server/url.ts';
import { mysqlDriver } from './driver.ts';

export type MysqlOptions = ServerOptions;

/**
 * Opens a database on MySQL or MariaDB; waits up to 20 s for a server that starts beside us.
 * @throws StartError that names the setting and says what to do
 */
export function openMysql(options: MysqlOptions): Promise<ServerEngine> {
  return openServer(mysqlDriver, options, (url, setting) =>
    addressOf(url, { setting, protocols: ['mysql'], port: 3306 }),
  );
}
