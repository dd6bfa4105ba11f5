/** The eight services: their settings, their tables and how each is made. The only list of them. */
import { authMigrations, authModule, authSettings } from '@fanfare/auth';
import { fanoutMigrations, fanoutModule, fanoutSettings } from '@fanfare/fanout';
import type { ServiceModule } from '@fanfare/http';
import type { ServiceName, Settings, ValuesOf } from '@fanfare/kernel';
import { notificationMigrations, notificationModule, notificationSettings } from '@fanfare/notification';
import { readMigrations, readModule, readSettings } from '@fanfare/read';
import { searchMigrations, searchModule, searchSettings } from '@fanfare/search';
import type { MigrationSet } from '@fanfare/sql';
import { timelineMigrations, timelineModule, timelineSettings } from '@fanfare/timeline';
import { userGraphMigrations, userGraphModule, userGraphSettings } from '@fanfare/user-graph';
import { writeMigrations, writeModule, writeSettings } from '@fanfare/write';
import type { Needs } from './needs.ts';
import { serverSettings } from './settings.ts';

interface ServiceDefinition {
  readonly settings: Settings;
  readonly migrations: readonly MigrationSet[];
  make(values: AllValues, needs: Needs): ServiceModule;
}

export const allSettings = {
  ...serverSettings,
  ...authSettings,
  ...writeSettings,
  ...readSettings,
  ...timelineSettings,
  ...userGraphSettings,
  ...fanoutSettings,
  ...searchSettings,
  ...notificationSettings,
};
export type AllValues = ValuesOf<typeof allSettings>;

export const services: Record<ServiceName, ServiceDefinition> = {
  auth: { settings: authSettings, migrations: authMigrations, make: authModule },
  write: { settings: writeSettings, migrations: writeMigrations, make: writeModule },
  read: { settings: readSettings, migrations: readMigrations, make: readModule },
  timeline: { settings: timelineSettings, migrations: timelineMigrations, make: timelineModule },
  'user-graph': { settings: userGraphSettings, migrations: userGraphMigrations, make: userGraphModule },
  fanout: { settings: fanoutSettings, migrations: fanoutMigrations, make: fanoutModule },
  search: { settings: searchSettings, migrations: searchMigrations, make: searchModule },
  notification: {
    settings: notificationSettings,
    migrations: notificationMigrations,
    make: notificationModule,
  },
};
