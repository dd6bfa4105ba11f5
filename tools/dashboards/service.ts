/** One service, or one process: whatever the variables choose. */
import type { DashboardDefinition } from './definition.ts';
import { quantile, rate, rateOrZero, share } from './query.ts';

const requests = 'fanfare_http_requests_total';
const durations = 'fanfare_http_request_duration_seconds';
const contracts = 'fanfare_contract_call_duration_seconds';
/** Its processes. */
const here = 'job="fanfare", component=~"$component", instance=~"$instance"';
/** What these services answer there; one process may hold several. */
const chosen = `${here}, service=~"$service"`;
/** A stream is answered when it ends: how long that takes says nothing. */
const timed = `${chosen}, route!~"/api/v1/streaming.*"`;

export const service: DashboardDefinition = {
  uid: 'fanfare-service',
  title: 'Fanfare: a service',
  description: 'What does this service do, what does it fail at, and how are its processes?',
  variables: [
    { name: 'component', label: 'Component', metric: 'up{job="fanfare"}' },
    { name: 'service', label: 'Service', metric: `${requests}{component=~"$component"}` },
    { name: 'instance', label: 'Instance', metric: 'up{job="fanfare", component=~"$component"}' },
  ],
  rows: [
    {
      title: 'Is it well?',
      panels: [
        {
          kind: 'number',
          title: 'Instances away',
          description:
            'Processes that Prometheus knows of and cannot reach. What else is here then shows the others.',
          runbook: 'instance-down',
          unit: 'short',
          limits: { doubtful: 1, bad: 1 },
          queries: [{ expr: `sum(1 - up{${here}})`, legend: 'away' }],
        },
        {
          kind: 'number',
          title: 'Failed',
          description: 'Share of 5xx among the answers, to people and to other services.',
          unit: 'percentunit',
          limits: { doubtful: 0.001, bad: 0.01 },
          queries: [{ expr: share(requests, '', 'status=~"5.[^1]"', chosen), legend: 'failed' }],
        },
        {
          kind: 'number',
          title: 'Slowest in a hundred',
          description: 'p99 of all its answers.',
          unit: 's',
          limits: { doubtful: 0.5, bad: 2 },
          queries: [{ expr: quantile(0.99, durations, '', timed), legend: 'p99' }],
        },
        {
          kind: 'number',
          title: 'Event loop',
          description:
            'p99 of the delay after which a process gets to what waits, the worst of them. Above 100 ms everything it does is slow: look at CPU and GC.',
          runbook: 'event-loop-slow',
          unit: 's',
          limits: { doubtful: 0.1, bad: 0.25 },
          queries: [{ expr: `max(nodejs_eventloop_lag_p99_seconds{${here}})`, legend: 'p99' }],
        },
        {
          kind: 'number',
          title: 'Circuits open',
          description: 'Other services that are not asked for a moment because they did not answer.',
          runbook: 'circuit-open',
          unit: 'short',
          limits: { doubtful: 1, bad: 1 },
          queries: [{ expr: `sum(max by (contract) (fanfare_contract_away{${here}}))`, legend: 'open' }],
        },
        {
          kind: 'number',
          title: 'Youngest process',
          description: 'Since its start. Always young: it ends and is started again; the log says why.',
          runbook: 'keeps-restarting',
          unit: 's',
          queries: [{ expr: `min(time() - process_start_time_seconds{${here}})`, legend: 'age' }],
        },
      ],
    },
    {
      title: 'Requests, by route',
      panels: [
        {
          kind: 'graph',
          title: 'Requests',
          description: 'The ten routes asked most. `/internal/…` is asked by other services.',
          unit: 'reqps',
          queries: [
            { expr: `topk(10, ${rate(requests, 'method, route', chosen)})`, legend: '{{method}} {{route}}' },
          ],
        },
        {
          kind: 'graph',
          title: 'Failed',
          description:
            'The ten routes that failed most. The cause stands in the log below, with the id that the client got.',
          unit: 'reqps',
          queries: [
            {
              expr: `topk(10, ${rateOrZero(requests, 'method, route', 'status=~"5.[^1]"', chosen)})`,
              legend: '{{method}} {{route}}',
            },
          ],
        },
        {
          kind: 'graph',
          title: 'Time to answer',
          description: 'The ten highest p99. A point leads to the trace of that request.',
          unit: 's',
          exemplars: true,
          queries: [
            {
              expr: `topk(10, ${quantile(0.99, durations, 'method, route', timed)})`,
              legend: '{{method}} {{route}}',
            },
          ],
        },
        {
          kind: 'graph',
          title: 'In flight',
          description:
            'Requests begun and not answered. Rising with steady requests: something they wait for is slow.',
          unit: 'short',
          queries: [
            { expr: `sum by (instance) (fanfare_http_requests_in_flight{${here}})`, legend: '{{instance}}' },
          ],
        },
      ],
    },
    {
      title: 'What it asks of other services',
      panels: [
        {
          kind: 'graph',
          title: 'Calls',
          description: 'By contract. In one process there are none: it calls itself directly.',
          unit: 'ops',
          queries: [{ expr: rate(`${contracts}_count`, 'contract', here), legend: '{{contract}}' }],
        },
        {
          kind: 'graph',
          title: 'Calls without an answer',
          description:
            '`away`: timeout, refused connection, or circuit open. `refused` calls were answered, and are not here.',
          unit: 'ops',
          queries: [
            {
              expr: rateOrZero(`${contracts}_count`, 'contract', 'outcome="away"', here),
              legend: '{{contract}}',
            },
          ],
        },
        {
          kind: 'graph',
          title: 'Time of a call',
          description: 'The ten highest p99 among the calls.',
          unit: 's',
          queries: [
            {
              expr: `topk(10, ${quantile(0.99, contracts, 'contract, call', here)})`,
              legend: '{{contract}}.{{call}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Its processes',
      panels: [
        {
          kind: 'graph',
          title: 'CPU',
          description:
            'Cores. One is what JavaScript can use; what is above it is hashing, pictures and search in threads.',
          unit: 'short',
          queries: [
            {
              expr: `sum by (instance) (rate(process_cpu_seconds_total{${here}}[$__rate_interval]))`,
              legend: '{{instance}}',
            },
          ],
        },
        {
          kind: 'graph',
          title: 'Memory',
          description:
            "Resident. Rising over days without falling: a leak; `Heap` says whether it is JavaScript's.",
          runbook: 'memory-near-limit',
          unit: 'bytes',
          queries: [
            { expr: `sum by (instance) (process_resident_memory_bytes{${here}})`, legend: '{{instance}}' },
          ],
        },
        {
          kind: 'graph',
          title: 'Heap',
          description: 'In use by JavaScript.',
          unit: 'bytes',
          queries: [
            { expr: `sum by (instance) (nodejs_heap_size_used_bytes{${here}})`, legend: '{{instance}}' },
          ],
        },
        {
          kind: 'graph',
          title: 'Event loop',
          description: 'p99 of its delay, by process.',
          unit: 's',
          queries: [
            { expr: `max by (instance) (nodejs_eventloop_lag_p99_seconds{${here}})`, legend: '{{instance}}' },
          ],
        },
        {
          kind: 'graph',
          title: 'Garbage collection',
          description:
            'Share of the time, by kind. `major` above a few percent: too little memory for what it holds.',
          unit: 'percentunit',
          queries: [
            {
              expr: `sum by (kind) (rate(nodejs_gc_duration_seconds_sum{${here}}[$__rate_interval]))`,
              legend: '{{kind}}',
            },
          ],
        },
        {
          kind: 'graph',
          title: 'Stopping',
          description:
            'How long a process that was told to stop has been finishing what it had. 0 while it serves.',
          unit: 's',
          queries: [{ expr: `max by (instance) (fanfare_drain_seconds{${here}})`, legend: '{{instance}}' }],
        },
      ],
    },
    {
      title: 'What it says',
      panels: [
        {
          kind: 'graph',
          title: 'Log lines',
          description: 'Warnings and errors.',
          runbook: 'errors-in-the-log',
          unit: 'cps',
          queries: [{ expr: rate('fanfare_log_lines_total', 'level', here), legend: '{{level}}' }],
          width: 8,
        },
        {
          kind: 'graph',
          title: 'Spans',
          description:
            'Sent to the collector, and lost because it did not take them. Requests never wait for it.',
          runbook: 'spans-lost',
          unit: 'cps',
          queries: [{ expr: rate('fanfare_spans_total', 'result', here), legend: '{{result}}' }],
          width: 8,
        },
        {
          kind: 'table',
          title: 'Versions',
          description: 'What runs. Two versions for longer than a deployment takes: it got stuck.',
          unit: 'short',
          queries: [{ expr: `sum by (component, services, version) (fanfare_info{${here}})`, legend: '' }],
          width: 8,
        },
        {
          kind: 'logs',
          title: 'Warnings and errors',
          description:
            'From Elasticsearch. `trace.id` leads to the trace, `http.request.id` is what the client was told.',
          unit: 'none',
          queries: [{ expr: 'log.level:(warn OR error) AND service.name:/(${service:pipe})/', legend: '' }],
          width: 24,
        },
      ],
    },
  ],
};
