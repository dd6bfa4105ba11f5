/** All tables of each database that is used here: services read each other's, so none may be missing. */
import type { Log, ServiceName } from '@fanfare/kernel';
import { serviceNames } from '@fanfare/kernel';
import type { DatabaseName, MigrationSet } from '@fanfare/sql';
import { migrate } from '@fanfare/sql';
import { usesCore, usesNotification } from './engines/databases.ts';
import type { Engines } from './engines/index.ts';
import { services } from './services.ts';

/** Of all services, in their order. */
export const migrations: Readonly<Record<DatabaseName, readonly MigrationSet[]>> = {
  core: serviceNames
    .filter((name) => name !== 'notification')
    .flatMap((name) => [...services[name].migrations]),
  notification: services.notification.migrations,
};

/** @throws StartError when the tables need a newer version */
export async function migrateAll(engines: Engines, chosen: readonly ServiceName[], log: Log): Promise<void> {
  if (usesCore(chosen)) await migrate(engines.db, migrations.core, { log });
  if (usesNotification(chosen)) await migrate(engines.notificationDb, migrations.notification, { log });
}
