/** Compares some home lists with the truth now and then, and exports the error rate. It must be 0. */
import type { Metrics } from '@fanfare/telemetry';
import { latelySeen } from '../store/deliveries.ts';
import type { AuditResult } from './audit.ts';
import { audit } from './audit.ts';
import type { HomeNeeds } from './home.ts';

const SAMPLE = 20;

export interface AuditorNeeds extends HomeNeeds {
  metrics: Metrics;
}

export interface Auditor {
  /** These, because somebody asks; what is found is measured as well. */
  these(accountIds: readonly number[]): Promise<AuditResult>;
  /** One round: people who read home lately, from a random one on. */
  some(): Promise<void>;
}

export function timelineAuditor(needs: AuditorNeeds): Auditor {
  const { metrics, log } = needs;
  // From the start on: a first increase that nobody saw begin counts as none.
  const checked = metrics
    .counter('fanfare_timeline_audit_checked_total', 'Home lists that were compared with the truth')
    .of({});
  const wrong = metrics
    .counter('fanfare_timeline_audit_wrong_total', 'Home lists that lacked something')
    .of({});
  const rate = metrics
    .gauge('fanfare_timeline_audit_error_rate', 'Share of wrong home lists in the last round')
    .of({});

  async function these(accountIds: readonly number[]): Promise<AuditResult> {
    const result = await audit(needs, accountIds);
    if (result.checked === 0) return result;
    checked.inc(result.checked);
    wrong.inc(result.wrong.length);
    rate.set(result.wrong.length / result.checked);
    if (result.wrong.length > 0) log.error({ wrong: result.wrong }, 'Home lists lack posts');
    return result;
  }

  return {
    these,
    async some() {
      await these(await latelySeen(needs.db.read, SAMPLE, Math.random()));
    },
  };
}
