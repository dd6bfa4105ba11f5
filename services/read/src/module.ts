/** read: posts, threads, profiles and timelines, hydrated and filtered for whoever asks. */
import type { ServiceModule } from '@fanfare/http';
import { accountRoutes } from './api/accounts.ts';
import { clientRoutes } from './api/client.ts';
import { instanceRoutes } from './api/instance.ts';
import { embedRoutes } from './api/oembed.ts';
import { pageRoutes } from './api/pages.ts';
import { pictureRoutes } from './api/pictures.ts';
import { placeStatusRoutes } from './api/place-status.ts';
import { probeRoutes } from './api/probes.ts';
import { statusRoutes } from './api/statuses.ts';
import { timelineRoutes } from './api/timelines.ts';
import { clientBuild } from './client/build.ts';
import type { ReadConfig } from './config.ts';
import type { ReadNeeds } from './needs.ts';
import { readClient } from './pipeline/contract.ts';
import { instanceReader, instanceRows } from './pipeline/instance.ts';
import { placeStatus } from './pipeline/place-status.ts';
import { reading as makeReading } from './pipeline/reading.ts';
import { instanceRow } from './store/instance-settings.ts';

export function readModule(config: ReadConfig, needs: ReadNeeds): ServiceModule {
  const reading = makeReading(needs);
  // Not of the replica, which may be behind.
  const rows = instanceRows(() => instanceRow(needs.db.read));
  const instance = instanceReader(config, needs, rows);
  const client = clientBuild(config.FANFARE_WEB);
  const now = () => needs.clock.now();
  // The page that says what is wrong must be there when the database is not.
  const siteName = () =>
    instance().then(
      ({ title }) => title,
      () => config.INSTANCE_TITLE,
    );
  return {
    name: 'read',
    provides: readClient(needs, reading),
    routes: [
      ...accountRoutes(reading),
      ...statusRoutes(reading),
      ...timelineRoutes(reading),
      ...instanceRoutes(instance, reading.urls),
      ...placeStatusRoutes({ status: placeStatus(needs, rows), client, siteName }),
      ...probeRoutes(reading),
      ...pictureRoutes(),
      ...clientRoutes({ client, instance }),
      ...pageRoutes({ reading, instance, client, now }),
      ...embedRoutes({ reading, instance, now }),
    ],
    consumers: [],
    /** What may be shown when the database is away must be known before. */
    async start() {
      await rows.now().catch((err: unknown) => needs.log.debug({ err }, 'What the place says is not known'));
    },
  };
}
