import { isAppError } from '@fanfare/kernel';
import type { Metrics } from '@fanfare/telemetry';
import type { Authenticate } from './authenticate.ts';

/** Counts how tokens were judged; `undecided` are those that nobody could be asked about. */
export function countedAuthenticate(authenticate: Authenticate, metrics: Metrics): Authenticate {
  const checks = metrics.counter('fanfare_token_checks_total', 'Access tokens checked, by the result');
  const ok = checks.of({ result: 'ok' });
  const refused = checks.of({ result: 'refused' });
  const undecided = checks.of({ result: 'undecided' });
  return async (token) => {
    try {
      const caller = await authenticate(token);
      (caller === null ? refused : ok).inc();
      return caller;
    } catch (error) {
      (isAppError(error, 'account_suspended') ? refused : undecided).inc();
      throw error;
    }
  };
}
