/** Home lists in numbers: deliveries into them, reads of them, and when and why they were built anew. */
import type { BoundCounter, BoundHistogram, CacheLookups, Metrics } from '@fanfare/telemetry';
import { cacheLookups, deliveryTimes } from '@fanfare/telemetry';
import type { Unusable } from './domain/mark.ts';

export interface TimelineMetrics {
  /** Pairs of a post and a person's list. */
  readonly deliveries: BoundCounter;
  readonly lists: CacheLookups;
  readonly rebuilds: Readonly<Record<Unusable, BoundCounter>>;
  readonly rebuildTime: BoundHistogram;
  readonly firstFollower: ReturnType<typeof deliveryTimes>;
  readonly lastFollower: ReturnType<typeof deliveryTimes>;
}

export function timelineMetrics(metrics: Metrics): TimelineMetrics {
  const rebuilds = metrics.counter(
    'fanfare_timeline_rebuilds_total',
    'Home lists that were built anew from the truth, by why the list could not be used',
  );
  const because = (reason: Unusable) => rebuilds.of({ reason });
  return {
    deliveries: metrics
      .counter('fanfare_timeline_deliveries_total', 'Posts put into home lists, one for each list')
      .of({}),
    lists: cacheLookups(metrics, 'home'),
    rebuilds: {
      absent: because('absent'),
      unreadable: because('unreadable'),
      view_version: because('view_version'),
      server_changed: because('server_changed'),
      epoch: because('epoch'),
    },
    rebuildTime: metrics
      .histogram('fanfare_timeline_rebuild_duration_seconds', 'Time to build a home list anew')
      .of({}),
    firstFollower: deliveryTimes(metrics, 'first_follower'),
    lastFollower: deliveryTimes(metrics, 'last_follower'),
  };
}
