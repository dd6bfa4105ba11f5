/** Compares some home lists with the truth now and then, and exports the error rate. It must be 0. */
import type { Metrics } from '@fanfare/telemetry';
import { latelySeen } from '../store/deliveries.ts';
import { audit } from './audit.ts';
import type { HomeNeeds } from './home.ts';

const SAMPLE = 20;

export interface AuditorNeeds extends HomeNeeds {
  metrics: Metrics;
}

/** One round: people who read home lately, from a random one on. */
export function auditSample(needs: AuditorNeeds): () => Promise<void> {
  const { metrics, log } = needs;
  const checked = metrics.counter(
    'fanfare_timeline_audit_checked_total',
    'Home lists that were compared with the truth',
  );
  const wrong = metrics.counter('fanfare_timeline_audit_wrong_total', 'Home lists that lacked something');
  const rate = metrics.gauge(
    'fanfare_timeline_audit_error_rate',
    'Share of wrong home lists in the last round',
  );
  return async () => {
    const result = await audit(needs, await latelySeen(needs.db.read, SAMPLE, Math.random()));
    if (result.checked === 0) return;
    checked.inc({}, result.checked);
    wrong.inc({}, result.wrong.length);
    rate.set(result.wrong.length / result.checked);
    if (result.wrong.length > 0) log.error({ wrong: result.wrong }, 'Home lists lack posts');
  };
}
