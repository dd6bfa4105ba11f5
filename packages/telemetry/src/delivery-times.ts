/** The promises as numbers: how long after a post was accepted it is where it belongs. */
import type { BoundHistogram, Metrics } from './metrics.ts';
import { LONG_BUCKETS } from './metrics.ts';

export type DeliveredTo = 'first_follower' | 'last_follower' | 'socket' | 'search';

/** approved: it was a submission, and is accepted with the decision. */
export type PostOrigin = 'posted' | 'approved';

/** @returns notes one arrival. `accepted` and `arrived` in ms since 1970; `trace`: unset, that of what runs now */
export function deliveryTimes(
  metrics: Metrics,
  to: DeliveredTo,
): (origin: PostOrigin, accepted: number, arrived: number, trace?: string | null) => void {
  const times = metrics.histogram(
    'fanfare_delivery_seconds',
    'From the moment a post was accepted (an approved one: decided on) until it was there',
    { buckets: LONG_BUCKETS, exemplars: true },
  );
  const meters: Record<PostOrigin, BoundHistogram> = {
    posted: times.of({ to, origin: 'posted' }),
    approved: times.of({ to, origin: 'approved' }),
  };
  return (origin, accepted, arrived, trace) =>
    meters[origin].observe(Math.max(0, arrived - accepted) / 1000, trace);
}
