/** How long other processes take to answer a contract, and how it ended. */
import { isAppError } from '@fanfare/kernel';
import type { BoundHistogram, Metrics } from '@fanfare/telemetry';

type Outcome = 'ok' | 'refused' | 'away';

/** Passes on what the call answers, and notes it. */
export type WatchCall = <Answer>(call: Promise<Answer>) => Promise<Answer>;

/** @returns for each method of a contract what watches its calls */
export function callMetrics(metrics: Metrics, contract: string): (method: string) => WatchCall {
  const durations = metrics.histogram(
    'fanfare_contract_call_duration_seconds',
    'Time until another process answered a call, by contract, method and how it ended',
  );
  return (method) => {
    const meters: Partial<Record<Outcome, BoundHistogram>> = {};
    const over = (outcome: Outcome, began: number) => {
      meters[outcome] ??= durations.of({ contract, call: method, outcome });
      meters[outcome].observe((performance.now() - began) / 1000);
    };
    return (call) => {
      const began = performance.now();
      return call.then(
        (answer) => {
          over('ok', began);
          return answer;
        },
        (error: unknown) => {
          over(isAppError(error, 'engine_away') ? 'away' : 'refused', began);
          throw error;
        },
      );
    };
  };
}
