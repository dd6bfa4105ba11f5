/** From the outbox to the effect. */
import type { DashboardDefinition } from './definition.ts';
import { rate, rateOrZero, shared } from './query.ts';

const handled = 'fanfare_consumer_events_total';

export const eventLog: DashboardDefinition = {
  uid: 'fanfare-event-log',
  title: 'Fanfare: event log',
  description: 'Do the effects of what was accepted follow, how far behind are they, and what is in the way?',
  rows: [
    {
      title: 'Is anything behind?',
      panels: [
        {
          kind: 'number',
          title: 'Furthest behind',
          description: 'The age of the oldest event that some consumer has not handled.',
          runbook: 'consumer-falls-behind',
          unit: 's',
          limits: { doubtful: 30, bad: 120 },
          queries: [{ expr: shared('fanfare_consumer_lag_seconds'), legend: 'lag' }],
        },
        {
          kind: 'number',
          title: 'Most events behind',
          description: 'Of one consumer. It is time that counts: a thousand events may be a second of work.',
          unit: 'short',
          limits: { doubtful: 10_000, bad: 100_000 },
          queries: [{ expr: shared('fanfare_consumer_lag_events'), legend: 'events' }],
        },
        {
          kind: 'number',
          title: 'Oldest in the outbox',
          description:
            'Written with its change, and not carried on. Rising: Kafka is away, or no process that writes relays. Nothing is lost meanwhile.',
          runbook: 'outbox-not-carried',
          unit: 's',
          limits: { doubtful: 30, bad: 120 },
          queries: [{ expr: shared('fanfare_outbox_oldest_seconds'), legend: 'age' }],
        },
        {
          kind: 'number',
          title: 'Waiting to be tried again',
          description:
            'Events that failed while their engines answered. Each is a fault of ours or of data: the log has its cause, `fanfare events list` its body.',
          runbook: 'events-fail',
          unit: 'short',
          limits: { doubtful: 1, bad: 100 },
          queries: [{ expr: `sum(${shared('fanfare_consumer_retries', 'group')})`, legend: 'events' }],
        },
        {
          kind: 'number',
          title: 'Paused consumers',
          description: 'They wait for an engine that is away, and go on by themselves.',
          runbook: 'consumer-waits',
          unit: 'short',
          limits: { doubtful: 1, bad: 1 },
          queries: [{ expr: `sum(${shared('fanfare_consumer_paused', 'group')})`, legend: 'paused' }],
        },
      ],
    },
    {
      title: 'Consumers',
      panels: [
        {
          kind: 'graph',
          title: 'Behind, in time',
          description:
            'Rising for one consumer: it is slow, paused or stuck. Rising for all: their source is.',
          unit: 's',
          queries: [{ expr: shared('fanfare_consumer_lag_seconds', 'group'), legend: '{{group}}' }],
        },
        {
          kind: 'graph',
          title: 'Behind, in events',
          description: 'Falls while it catches up, and says how much is left.',
          unit: 'short',
          queries: [{ expr: shared('fanfare_consumer_lag_events', 'group'), legend: '{{group}}' }],
        },
        {
          kind: 'graph',
          title: 'Handled',
          description: 'Events whose effect is there. 0 with lag: it stands still.',
          unit: 'cps',
          queries: [{ expr: rateOrZero(handled, 'group', 'outcome="done"'), legend: '{{group}}' }],
        },
        {
          kind: 'graph',
          title: 'Failed',
          description:
            'Tries that failed, by consumer and type of event. What keeps failing waits in the retry table.',
          unit: 'cps',
          queries: [
            { expr: rateOrZero(handled, 'group, type', 'outcome="failed"'), legend: '{{group}}: {{type}}' },
          ],
        },
      ],
    },
    {
      title: 'Outbox and relay',
      panels: [
        {
          kind: 'graph',
          title: 'In the outbox',
          description:
            'Events that the relay, or in one process the slowest consumer, has not passed, by database.',
          unit: 'short',
          queries: [{ expr: shared('fanfare_outbox_events', 'source'), legend: '{{source}}' }],
        },
        {
          kind: 'graph',
          title: 'Age of the oldest',
          description: 'Seconds since it was written. What is behind here is behind for every consumer.',
          unit: 's',
          queries: [{ expr: shared('fanfare_outbox_oldest_seconds', 'source'), legend: '{{source}}' }],
        },
        {
          kind: 'graph',
          title: 'Carried to Kafka',
          description:
            'By the relays, from each database. In one process there is none: consumers read the outbox.',
          unit: 'cps',
          queries: [{ expr: rate('fanfare_relay_events_total', 'source'), legend: '{{source}}' }],
        },
      ],
    },
    {
      title: 'Retries and pauses',
      panels: [
        {
          kind: 'graph',
          title: 'Waiting to be tried again',
          description: 'By consumer. Later events of the same key wait behind them; all others pass.',
          unit: 'short',
          queries: [{ expr: shared('fanfare_consumer_retries', 'group'), legend: '{{group}}' }],
        },
        {
          kind: 'graph',
          title: 'Age of the oldest of them',
          description:
            'Old ones do not heal by themselves: read the cause, mend it, `fanfare events replay`.',
          unit: 's',
          queries: [{ expr: shared('fanfare_consumer_retry_oldest_seconds', 'group'), legend: '{{group}}' }],
        },
        {
          kind: 'states',
          title: 'Paused',
          description: 'While an engine is away. The engine is what to look at (Fanfare: engines).',
          unit: 'none',
          words: { one: 'paused', zero: 'running', good: 0 },
          queries: [{ expr: shared('fanfare_consumer_paused', 'group'), legend: '{{group}}' }],
        },
      ],
    },
  ],
};
