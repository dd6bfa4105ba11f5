/** Sign-ins and registrations, by how they ended. */
import { isAppError } from '@fanfare/kernel';
import type { BoundCounter, Metrics } from '@fanfare/telemetry';

export interface AuthMetrics {
  /** Null is a refusal: name and password do not belong together. */
  signIn<Person>(attempt: Promise<Person | null>): Promise<Person | null>;
  registration<Id>(attempt: Promise<Id>): Promise<Id>;
}

export function authMetrics(metrics: Metrics): AuthMetrics {
  const signIns = metrics.counter('fanfare_sign_ins_total', 'Sign-ins with a password, by the result');
  const registrations = metrics.counter('fanfare_registrations_total', 'Registrations, by the result');
  const signIn = {
    ok: signIns.of({ result: 'ok' }),
    refused: signIns.of({ result: 'refused' }),
    limited: signIns.of({ result: 'limited' }),
  };
  const registration = {
    ok: registrations.of({ result: 'ok' }),
    refused: registrations.of({ result: 'refused' }),
  };
  return {
    async signIn(attempt) {
      try {
        const person = await attempt;
        (person === null ? signIn.refused : signIn.ok).inc();
        return person;
      } catch (error) {
        if (isAppError(error, 'rate_limited')) signIn.limited.inc();
        else ifRefused(error, signIn.refused);
        throw error;
      }
    },
    async registration(attempt) {
      try {
        const id = await attempt;
        registration.ok.inc();
        return id;
      } catch (error) {
        ifRefused(error, registration.refused);
        throw error;
      }
    },
  };
}

/** What failed for reasons of ours is seen at its request and its engine. */
function ifRefused(error: unknown, refused: BoundCounter): void {
  if (isAppError(error) && error.status < 500) refused.inc();
}
