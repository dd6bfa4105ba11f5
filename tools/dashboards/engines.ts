/** What Fanfare stands on: databases, cache, Kafka, search, media, mail. */
import type { DashboardDefinition } from './definition.ts';
import { quantile, rate, rateOrZero, share } from './query.ts';

const calls = 'fanfare_engine_call_duration_seconds';
const chosen = 'engine=~"$engine"';
const units = 'fanfare_commit_units';

export const engines: DashboardDefinition = {
  uid: 'fanfare-engines',
  title: 'Fanfare: engines',
  description: 'Which engine is away, slow or full?',
  // What is called and what is asked for its health have some names each of their own.
  variables: [{ name: 'engine', label: 'Engine', metric: `{__name__=~"${calls}_count|fanfare_engine_up"}` }],
  rows: [
    {
      title: 'Is an engine away, slow or full?',
      panels: [
        {
          kind: 'number',
          title: 'Away',
          description:
            'Engines that some process cannot reach. Only what needs them is refused; writing goes on without search, Kafka and cache.',
          unit: 'short',
          limits: { doubtful: 1, bad: 1 },
          queries: [{ expr: 'sum(1 - min by (engine) (fanfare_engine_up))', legend: 'away' }],
        },
        {
          kind: 'number',
          title: 'Calls that failed',
          description: 'Share of calls that an engine refused or did not answer.',
          unit: 'percentunit',
          limits: { doubtful: 0.001, bad: 0.01 },
          queries: [{ expr: share(`${calls}_count`, '', 'outcome!="ok"', chosen), legend: 'failed' }],
        },
        {
          kind: 'number',
          title: 'Slowest engine',
          description: 'The highest p99 among the engines. Which one: "Time of a call".',
          unit: 's',
          limits: { doubtful: 0.25, bad: 1 },
          queries: [{ expr: `max(${quantile(0.99, calls, 'engine', chosen)} > 0)`, legend: 'p99' }],
        },
        {
          kind: 'number',
          title: 'Waiting for a connection',
          description:
            'Units of work that wait for the pool of their process. Lasting: statements are slow, or there are too few connections for the load.',
          runbook: 'connections-wait',
          unit: 'short',
          limits: { doubtful: 1, bad: 20 },
          queries: [{ expr: 'sum(fanfare_pool_connections{state="waiting"})', legend: 'waiting' }],
        },
        {
          kind: 'number',
          title: 'Free storage',
          description:
            'Where the embedded database lies, the least of all processes. Full: nothing is accepted any more, and what was accepted stays.',
          runbook: 'disk-low',
          unit: 'bytes',
          limits: { doubtful: 5 * 1024 ** 3, bad: 1024 ** 3 },
          queries: [{ expr: 'min(fanfare_storage_bytes{of="free"})', legend: 'free' }],
        },
      ],
    },
    {
      title: 'Every engine',
      panels: [
        {
          kind: 'states',
          title: 'Reached',
          description: 'By every process that needs it. Red: at least one cannot.',
          unit: 'none',
          words: { one: 'reached', zero: 'away', good: 1 },
          queries: [{ expr: `min by (engine) (fanfare_engine_up{${chosen}})`, legend: '{{engine}}' }],
        },
        {
          kind: 'graph',
          title: 'Calls',
          description: 'Of all processes.',
          unit: 'ops',
          queries: [{ expr: rate(`${calls}_count`, 'engine', chosen), legend: '{{engine}}' }],
        },
        {
          kind: 'graph',
          title: 'Calls that did not work',
          description:
            '`failed`: it answered with an error. `away`: it did not answer, or is not asked while it is away.',
          unit: 'ops',
          queries: [
            {
              expr: rateOrZero(`${calls}_count`, 'engine', 'outcome="failed"', chosen),
              legend: '{{engine}} failed',
            },
            {
              expr: rateOrZero(`${calls}_count`, 'engine', 'outcome="away"', chosen),
              legend: '{{engine}} away',
            },
          ],
        },
      ],
    },
    {
      title: 'Time',
      panels: [
        {
          kind: 'graph',
          title: 'Time of a call',
          description:
            'p99 by engine, as the process sees it: with the network and the wait for a connection. A point leads to the trace.',
          unit: 's',
          exemplars: true,
          queries: [{ expr: quantile(0.99, calls, 'engine', chosen), legend: '{{engine}}' }],
        },
        {
          kind: 'graph',
          title: 'Slowest operations',
          description: 'The ten highest p99 among engines and operations.',
          unit: 's',
          queries: [
            {
              expr: `topk(10, ${quantile(0.99, calls, 'engine, operation', chosen)})`,
              legend: '{{engine}} {{operation}}',
            },
          ],
        },
        {
          kind: 'graph',
          title: 'Where the time goes',
          description:
            'Seconds spent waiting for each engine, a second. 1 is one caller waiting all the time.',
          unit: 'short',
          stacked: true,
          queries: [{ expr: rate(`${calls}_sum`, 'engine', chosen), legend: '{{engine}}' }],
        },
      ],
    },
    {
      title: 'Databases',
      panels: [
        {
          kind: 'graph',
          title: 'Connections',
          description:
            'Of the pools to database servers, and what waits for one. All busy and some waiting: see above.',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (database, state) (fanfare_pool_connections)',
              legend: '{{database}} {{state}}',
            },
          ],
        },
        {
          kind: 'graph',
          title: 'Units run again',
          description:
            'After a deadlock or a serialisation failure; nobody notices but by the time. Many: two kinds of change fight for a row.',
          runbook: 'units-collide',
          unit: 'cps',
          queries: [{ expr: rate('fanfare_unit_retries_total', 'database'), legend: '{{database}}' }],
        },
        {
          kind: 'graph',
          title: 'Units in a commit',
          description:
            'SQLite writes several units of work with one wait for the disk. More under load is as it should be.',
          unit: 'short',
          queries: [
            {
              expr: `${rate(`${units}_sum`, 'database')} / ${rate(`${units}_count`, 'database')}`,
              legend: '{{database}} mean',
            },
            { expr: quantile(0.99, units, 'database'), legend: '{{database}} p99' },
          ],
        },
        {
          kind: 'graph',
          title: 'Storage',
          description:
            "Of one process with everything embedded, by what it holds. Servers' own storage is theirs to show.",
          runbook: 'disk-fills-up',
          unit: 'bytes',
          queries: [{ expr: 'max by (of) (fanfare_storage_bytes{of!="free"})', legend: '{{of}}' }],
        },
      ],
    },
  ],
};
