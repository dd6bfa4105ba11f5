/** Numbers of this moment that metrics know, by the names that the status page has for them. */
import type { GaugeName } from '@fanfare/contracts';
import type { Metrics, NamedSample } from '@fanfare/telemetry';

interface Source {
  metric: string;
  /** Several lines of one metric are one number. */
  of: 'most' | 'sum';
  label?: readonly [name: string, value: string];
}

const storage = (of: string): Source => ({ metric: 'fanfare_storage_bytes', of: 'most', label: ['of', of] });

const sources: Record<GaugeName, Source> = {
  lag_events: { metric: 'fanfare_consumer_lag_events', of: 'most' },
  lag_seconds: { metric: 'fanfare_consumer_lag_seconds', of: 'most' },
  outbox_events: { metric: 'fanfare_outbox_events', of: 'sum' },
  outbox_seconds: { metric: 'fanfare_outbox_oldest_seconds', of: 'most' },
  retries: { metric: 'fanfare_consumer_retries', of: 'sum' },
  retry_seconds: { metric: 'fanfare_consumer_retry_oldest_seconds', of: 'most' },
  fanout_open: { metric: 'fanfare_fanout_open', of: 'most' },
  fanout_open_seconds: { metric: 'fanfare_fanout_open_oldest_seconds', of: 'most' },
  sockets: { metric: 'fanfare_stream_sockets', of: 'sum' },
  waiting: { metric: 'fanfare_submissions_waiting', of: 'most' },
  waiting_seconds: { metric: 'fanfare_submissions_oldest_seconds', of: 'most' },
  audit_checked: { metric: 'fanfare_timeline_audit_checked_total', of: 'sum' },
  audit_error_rate: { metric: 'fanfare_timeline_audit_error_rate', of: 'most' },
  database_bytes: storage('database'),
  search_bytes: storage('search'),
  media_bytes: storage('media'),
  free_bytes: storage('free'),
};

const metrics = [...new Set(Object.values(sources).map(({ metric }) => metric))];

/** Those that this process knows. */
export async function readGauges(from: Metrics): Promise<Partial<Record<GaugeName, number>>> {
  const samples = await from.snapshot(metrics);
  const known = Object.entries(sources).flatMap(([name, source]) => {
    const values = samples.filter((sample) => isOf(sample, source)).map(({ value }) => value);
    if (values.length === 0) return [];
    return [
      [name, source.of === 'sum' ? values.reduce((sum, one) => sum + one, 0) : Math.max(...values)] as const,
    ];
  });
  return Object.fromEntries(known);
}

function isOf({ name, labels }: NamedSample, { metric, label }: Source): boolean {
  return name === metric && (label === undefined || labels[label[0]] === label[1]);
}
