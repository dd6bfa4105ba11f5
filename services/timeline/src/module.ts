/** timeline: builds and keeps each person's home, and answers its skeleton. */
import type { Client, timelineContract } from '@fanfare/contracts';
import type { ServiceModule } from '@fanfare/http';
import { periodic } from '@fanfare/kernel';
import type { Metrics } from '@fanfare/telemetry';
import { onTimelineDeliver } from './consumers/timeline-deliver.ts';
import { timelineAuditor } from './flows/auditor.ts';
import type { HomeNeeds } from './flows/home.ts';
import { homeIds } from './flows/home.ts';
import { rebuildAfterLoss } from './flows/rebuild.ts';
import { timelineMetrics } from './metrics.ts';
import { sweepNotes } from './store/delivery-notes.ts';
import { homeKey } from './store/home-list.ts';

const SWEEP_EVERY = 60 * 60_000;
const AUDIT_EVERY = 5 * 60_000;

export interface TimelineNeeds extends Omit<HomeNeeds, 'counted'> {
  metrics: Metrics;
}

export function timelineModule(_values: object, given: TimelineNeeds): ServiceModule {
  const needs = { ...given, counted: timelineMetrics(given.metrics) };
  const auditor = timelineAuditor(needs);
  const provides: Client<typeof timelineContract> = {
    async home(input) {
      const ids = await homeIds(needs, input);
      return { ids, more: ids.length === input.limit };
    },
    async rebuild({ account_ids }) {
      await needs.cache.lists.drop(account_ids.map(homeKey));
      return {};
    },
    audit: ({ account_ids }) => auditor.these(account_ids),
  };
  const sweep = periodic('old delivery notes', SWEEP_EVERY, needs.log, () =>
    sweepNotes(needs.db, needs.clock.now()),
  );
  const rounds = periodic('timeline audit', AUDIT_EVERY, needs.log, auditor.some);
  return {
    name: 'timeline',
    provides,
    routes: [],
    consumers: [
      {
        group: 'timeline',
        database: needs.db,
        lane: 'fanout',
        handlers: { 'timeline.deliver': onTimelineDeliver(needs) },
        rebuild: () => rebuildAfterLoss(needs),
      },
    ],
    async start() {
      await sweep.start();
      await rounds.start();
    },
    async stop() {
      await rounds.stop();
      await sweep.stop();
    },
  };
}
