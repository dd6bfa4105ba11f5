/** How the place is at this moment, for everybody and for whoever runs it. */
import type { GaugeName, ProcessVitals, Totals } from '@fanfare/contracts';
import { abilitiesOf, overall, quantile, totalsOf } from '@fanfare/contracts';
import type { AdminStatus, PublicStatus } from '@fanfare/contracts/entities';
import type { PastDay } from './past-day.ts';
import { isoTime } from './urls.ts';
import { apiVersion, mastodonApi } from './version.ts';

export function presentPublicStatus(totals: Totals, now: number): PublicStatus {
  const abilities = abilitiesOf(totals.failing);
  return {
    status: overall(abilities, totals.failing),
    abilities,
    at: isoTime(now),
    api_versions: { mastodon: mastodonApi },
  };
}

export function presentAdminStatus(
  processes: readonly ProcessVitals[],
  past: PastDay,
  now: number,
): AdminStatus {
  const totals = totalsOf(processes);
  const gauge = (name: GaugeName) => totals.gauges[name] ?? null;
  const checked = gauge('audit_checked');
  return {
    ...presentPublicStatus(totals, now),
    version: apiVersion,
    processes: processes.map(presentProcess),
    lately: timesOf(totals),
    promises: past.promises,
    backlog: {
      lag_events: gauge('lag_events'),
      lag_seconds: gauge('lag_seconds'),
      outbox_events: gauge('outbox_events'),
      outbox_seconds: gauge('outbox_seconds'),
      retries: gauge('retries'),
      retry_seconds: gauge('retry_seconds'),
      fanout_open: gauge('fanout_open'),
      fanout_open_seconds: gauge('fanout_open_seconds'),
    },
    sockets: gauge('sockets'),
    submissions: { waiting: gauge('waiting'), oldest_seconds: gauge('waiting_seconds') },
    // A rate of nothing would look like one.
    audit: { checked, error_rate: checked === null || checked === 0 ? null : gauge('audit_error_rate') },
    storage: {
      database: gauge('database_bytes'),
      search: gauge('search_bytes'),
      media: gauge('media_bytes'),
      free: gauge('free_bytes'),
    },
    history: past.history,
  };
}

function presentProcess({ services, vitals }: ProcessVitals): AdminStatus['processes'][number] {
  if (vitals === null) {
    const unknown = { version: null, runtime: null, started_at: null, memory: null, busy: null };
    const none = { requests: 0, errors: 0, p50: null, p99: null };
    return { services: [...services], state: 'away', ...unknown, ...none, parts: [] };
  }
  const parts = Object.entries(vitals.parts);
  const failing = parts.filter(([, { ok }]) => !ok);
  return {
    services: [...vitals.services],
    state: failing.some(([, { needed }]) => needed) ? 'down' : failing.length > 0 ? 'degraded' : 'ok',
    version: vitals.version,
    runtime: vitals.runtime,
    started_at: isoTime(vitals.started_at),
    memory: vitals.memory,
    busy: vitals.lately.busy,
    ...timesOf(vitals.lately),
    parts: parts.map(([name, { ok, needed, detail }]) => ({ name, ok, needed, detail: detail ?? null })),
  };
}

function timesOf({ requests, errors, times }: Pick<Totals, 'requests' | 'errors' | 'times'>) {
  return { requests, errors, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}
