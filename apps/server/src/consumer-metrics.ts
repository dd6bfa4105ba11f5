/** How far the consumers are, as `/metrics` shows it. */
import type { EventLog, GroupState } from '@fanfare/eventlog';
import type { Metrics } from '@fanfare/telemetry';

export function consumerMetrics(metrics: Metrics, eventLog: EventLog): void {
  function each(name: string, help: string, value: (group: GroupState) => number): void {
    metrics.observe(name, help, async () =>
      (await eventLog.state()).map((group) => ({ labels: { group: group.group }, value: value(group) })),
    );
  }
  each(
    'fanfare_consumer_lag_events',
    'Events that a consumer group has not handled yet',
    (group) => group.lag,
  );
  each(
    'fanfare_consumer_retries',
    'Events that failed and wait in the retry table',
    (group) => group.retries,
  );
  each('fanfare_consumer_paused', '1 while a group waits for an engine', (group) =>
    Number(group.paused !== null),
  );
}
