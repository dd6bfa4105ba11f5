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
import { instanceReader } from './pipeline/instance.ts';
import { placeStatus } from './pipeline/place-status.ts';
import { reading as makeReading } from './pipeline/reading.ts';

export function readModule(config: ReadConfig, needs: ReadNeeds): ServiceModule {
  const reading = makeReading(needs);
  const instance = instanceReader(config, needs);
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
      ...placeStatusRoutes({ status: placeStatus(needs), client, siteName }),
      ...probeRoutes(reading),
      ...pictureRoutes(),
      ...clientRoutes({ client, instance }),
      ...pageRoutes({ reading, instance, client, now }),
      ...embedRoutes({ reading, instance, now }),
    ],
    consumers: [],
  };
}
