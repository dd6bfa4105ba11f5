/** read: posts, threads, profiles and timelines, hydrated and filtered for whoever asks. */
import type { ServiceModule } from '@fanfare/http';
import { accountRoutes } from './api/accounts.ts';
import { statusRoutes } from './api/statuses.ts';
import { timelineRoutes } from './api/timelines.ts';
import type { ReadConfig } from './config.ts';
import type { ReadNeeds } from './needs.ts';
import { readClient } from './pipeline/contract.ts';
import { reading as makeReading } from './pipeline/reading.ts';

export function readModule(_config: ReadConfig, needs: ReadNeeds): ServiceModule {
  const reading = makeReading(needs);
  return {
    name: 'read',
    provides: readClient(needs, reading),
    routes: [...accountRoutes(reading), ...statusRoutes(reading), ...timelineRoutes(reading)],
    consumers: [],
  };
}
