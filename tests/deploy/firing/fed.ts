/**
 * Trouble that one process cannot have at will, as numbers: the names and labels are those of metrics.md, so what is
 * tried is everything from the scrape to the webhook.
 */

/** A line of the exposition. */
export interface Line {
  /** With its labels. */
  series: string;
  kind: 'gauge' | 'counter';
  /** Of a gauge its value; of a counter how much it rises in a second. */
  good: number;
  bad: number;
}

export interface Fed {
  alert: string;
  lines: readonly Line[];
}

const gauge = (series: string, good: number, bad: number): Line => ({ series, kind: 'gauge', good, bad });
const counter = (series: string, good: number, bad: number): Line => ({ series, kind: 'counter', good, bad });

/** A hundred a second, of which in bad times only `within` are below the bound. */
function histogram(name: string, labels: string, within: number, bound: string, above: string): Line[] {
  const bucket = (le: string, bad: number) => counter(`${name}_bucket{${labels},le="${le}"}`, 100, bad);
  return [
    bucket(bound, within),
    bucket(above, 100),
    bucket('+Inf', 100),
    counter(`${name}_count{${labels}}`, 100, 100),
  ];
}

const DELIVERY = 'fanfare_delivery_seconds';
const TOKEN = 'service="auth",route="/oauth/token",method="POST"';
const HOME = 'service="read",route="/api/v1/timelines/home",method="GET"';

const people: Fed[] = [
  {
    alert: 'ErrorBudgetBurnsSlowly',
    lines: [
      // When it is over so much goes well that the share of the past is small at once.
      counter(`fanfare_http_requests_total{${HOME},status="200"}`, 1e6, 1e4),
      counter(`fanfare_http_requests_total{${HOME},status="502"}`, 0, 60),
    ],
  },
  {
    alert: 'ErrorBudgetBurnsFast',
    lines: [counter(`fanfare_http_requests_total{${HOME},status="500"}`, 0, 1e6)],
  },
  {
    alert: 'HomeSlow',
    lines: histogram('fanfare_http_request_duration_seconds', HOME, 50, '1', '2.5'),
  },
  {
    alert: 'NobodySignsIn',
    lines: [counter(`fanfare_http_requests_total{${TOKEN},status="503"}`, 0, 5)],
  },
];

const promises: Fed[] = [
  { alert: 'TimelinesWrong', lines: [gauge('fanfare_timeline_audit_error_rate', 0, 0.02)] },
  { alert: 'DeliverySlow', lines: histogram(DELIVERY, 'to="last_follower",origin="posted"', 0, '30', '60') },
  { alert: 'LiveUpdatesSlow', lines: histogram(DELIVERY, 'to="socket",origin="posted"', 0, '5', '10') },
  { alert: 'SearchStale', lines: histogram(DELIVERY, 'to="search",origin="posted"', 0, '10', '30') },
  {
    alert: 'ApprovedPostsSlow',
    lines: histogram(DELIVERY, 'to="first_follower",origin="approved"', 0, '10', '30'),
  },
  // A second late for each second that passes.
  { alert: 'ConsumerFallsBehind', lines: [gauge('fanfare_consumer_lag_seconds{group="timeline"}', 0, 1)] },
  { alert: 'ConsumerWaits', lines: [gauge('fanfare_consumer_paused{group="search"}', 0, 1)] },
  { alert: 'EventsFail', lines: [gauge('fanfare_consumer_retry_oldest_seconds{group="search"}', 0, 3600)] },
  { alert: 'OutboxNotCarried', lines: [gauge('fanfare_outbox_oldest_seconds{source="core"}', 0, 600)] },
  { alert: 'FanoutUnfinished', lines: [gauge('fanfare_fanout_open_oldest_seconds', 0, 3600)] },
];

const engines: Fed[] = [
  { alert: 'EventsDown', lines: [gauge('fanfare_engine_up{engine="kafka"}', 1, 0)] },
  {
    alert: 'NotificationDatabaseDown',
    lines: [gauge('fanfare_engine_up{engine="notification_database"}', 1, 0)],
  },
  {
    alert: 'EngineAwayForSome',
    lines: ['a', 'b', 'c'].map((by) =>
      gauge(`fanfare_engine_up{engine="cache",by="${by}"}`, 1, by === 'a' ? 0 : 1),
    ),
  },
  { alert: 'LiveUpdatesStopped', lines: [gauge('fanfare_engine_up{engine="notification.streams"}', 1, 0)] },
  { alert: 'CircuitOpen', lines: [gauge('fanfare_contract_away{contract="search"}', 0, 1)] },
  {
    alert: 'ConnectionsWait',
    lines: [gauge('fanfare_pool_connections{database="core",state="waiting"}', 0, 4)],
  },
  { alert: 'UnitsCollide', lines: [counter('fanfare_unit_retries_total{database="core"}', 0, 50)] },
];

const others: Fed[] = [
  {
    alert: 'SocketsCutSlow',
    lines: [
      counter('fanfare_stream_cut_total{reason="slow"}', 0, 100),
      gauge('fanfare_stream_sockets{transport="websocket"}', 100, 100),
    ],
  },
  { alert: 'EventLoopSlow', lines: [gauge('nodejs_eventloop_lag_p99_seconds', 0.02, 0.5)] },
  {
    alert: 'MemoryNearLimit',
    lines: [
      gauge('process_resident_memory_bytes', 5e7, 9.5e7),
      gauge('fanfare_memory_limit_bytes', 1e8, 1e8),
    ],
  },
  // Another one at each look.
  { alert: 'KeepsRestarting', lines: [counter('process_start_time_seconds', 0, 100)] },
  { alert: 'DiskLow', lines: [gauge('fanfare_storage_bytes{of="free"}', 5e11, 5e8)] },
  {
    alert: 'ErrorsInTheLog',
    lines: [counter('fanfare_log_lines_total{level="error"}', 0, 100)],
  },
  {
    alert: 'SpansLost',
    lines: [
      counter('fanfare_spans_total{result="lost"}', 0, 10),
      counter('fanfare_spans_total{result="sent"}', 100, 90),
    ],
  },
  // Of a rule that the test adds, which two series of one label set break.
  { alert: 'RulesFail', lines: [gauge('clash{of="a"}', 1, 1), gauge('clash{of="b"}', NaN, 1)] },
];

/** Of a target of its own: its disk is another. */
export const filling: Fed = {
  alert: 'DiskFillsUp',
  lines: [counter('fanfare_storage_bytes{of="free"}', 1e9, -1e9)],
};

export const fed: readonly Fed[] = [...people, ...promises, ...engines, ...others];
