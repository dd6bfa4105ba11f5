/** How the event log stands, asked when somebody looks, and what was handled and carried, as it happens. */
import type { EventLog, GroupState, LogObserver } from '@fanfare/eventlog';
import type { Clock } from '@fanfare/kernel';
import type { BoundCounter, Metrics, Tracer } from '@fanfare/telemetry';
import { engineCalls, remembered } from '@fanfare/telemetry';

export function logObserver(metrics: Metrics, tracer: Tracer): LogObserver {
  const handled = metrics.counter(
    'fanfare_consumer_events_total',
    'Events that a consumer group has handled, and attempts that failed',
  );
  const carried = metrics.counter('fanfare_relay_events_total', 'Outbox rows that were carried to the log');
  const { over } = engineCalls(metrics, tracer, 'events');
  const counters = new Map<string, Map<string, Record<'done' | 'failed', BoundCounter>>>();
  return {
    group(group, types) {
      const of = (type: string, outcome: string) => handled.of({ group, type, outcome });
      const each = types.map(
        (type) => [type, { done: of(type, 'done'), failed: of(type, 'failed') }] as const,
      );
      counters.set(group, new Map(each));
    },
    handled: (group, type, outcome) => counters.get(group)?.get(type)?.[outcome].inc(),
    relay: (source) => void carried.of({ source }),
    carried: (source, rows) => carried.inc({ source }, rows),
    sent: (began, error) => over('send', began, error),
  };
}

export function eventLogMetrics(metrics: Metrics, eventLog: EventLog, clock: Clock): void {
  const groups = remembered(() => eventLog.state());
  const sources = remembered(() => eventLog.backlog());
  const age = (since: number | null) => (since === null ? 0 : Math.max(0, clock.now() - since) / 1000);

  function each(name: string, help: string, value: (group: GroupState) => number): void {
    metrics.observe(name, help, async () =>
      (await groups()).map((group) => ({ labels: { group: group.group }, value: value(group) })),
    );
  }
  each('fanfare_consumer_lag_events', 'Events that a consumer group has not handled yet', ({ lag }) => lag);
  each(
    'fanfare_consumer_lag_seconds',
    'Age of the oldest event that a consumer group has not handled, 0 when there is none',
    ({ oldest }) => age(oldest),
  );
  each(
    'fanfare_consumer_retries',
    'Events that failed and wait in the retry table',
    ({ retries }) => retries,
  );
  each(
    'fanfare_consumer_retry_oldest_seconds',
    'How long the oldest event in the retry table has waited there, 0 when there is none',
    ({ oldestRetry }) => age(oldestRetry),
  );
  each('fanfare_consumer_paused', '1 while a group waits for an engine', ({ paused }) =>
    Number(paused !== null),
  );
  metrics.observe(
    'fanfare_outbox_events',
    'Outbox rows that no relay has carried; where the outbox is the log, that the slowest group has not passed',
    async () => (await sources()).map(({ source, events }) => ({ labels: { source }, value: events })),
  );
  metrics.observe(
    'fanfare_outbox_oldest_seconds',
    'Age of the oldest of those outbox rows, 0 when there is none',
    async () => (await sources()).map(({ source, oldest }) => ({ labels: { source }, value: age(oldest) })),
  );
}
