/** What engines are asked, how long it took and how it ended: a measurement for each call, and a span where one is wanted. */
import { AppError } from '@fanfare/kernel';
import type { BoundHistogram, Metrics } from './metrics.ts';
import type { Tracer } from './tracer.ts';

export type EngineName =
  | 'database'
  | 'notification_database'
  | 'cache'
  | 'media'
  | 'mail'
  | 'search'
  | 'identity'
  | 'events';

export interface EngineCalls {
  /**
   * A call is over.
   * @param operation one of few words
   * @param began performance.now() of its begin
   * @param error what it was rejected with; null: it answered
   */
  over(operation: string, began: number, error: unknown): void;
  /** Passes on what the call answers, and notes it. */
  watch<Answer>(operation: string, call: Promise<Answer>): Promise<Answer>;
}

type Outcome = 'ok' | 'failed' | 'away';
type Meters = Partial<Record<Outcome, BoundHistogram>>;

export function engineCalls(metrics: Metrics, tracer: Tracer, engine: EngineName): EngineCalls {
  const durations = metrics.histogram(
    'fanfare_engine_call_duration_seconds',
    'Time that an engine took to answer, by what it was asked and how it ended',
    { exemplars: true },
  );
  const meters = new Map<string, Meters>();

  function meterOf(operation: string, outcome: Outcome): BoundHistogram {
    let known = meters.get(operation);
    if (known === undefined) {
      known = {};
      meters.set(operation, known);
    }
    known[outcome] ??= durations.of({ engine, operation, outcome });
    return known[outcome];
  }

  function over(operation: string, began: number, error: unknown): void {
    const now = performance.now();
    const outcome = error === null ? 'ok' : outcomeOf(error);
    const parent = tracer.collects ? tracer.current() : undefined;
    meterOf(operation, outcome).observe((now - began) / 1000, parent);
    if (parent === undefined || parent === null) return;
    const end = tracer.now();
    tracer.record(`${engine} ${operation}`, {
      kind: 'client',
      attributes: { 'fanfare.engine': engine, 'fanfare.operation': operation, 'fanfare.outcome': outcome },
      start: end - (now - began),
      end,
      failed: outcome !== 'ok',
    });
  }

  return {
    over,
    watch(operation, call) {
      const began = performance.now();
      return call.then(
        (answer) => {
          over(operation, began, null);
          return answer;
        },
        (error: unknown) => {
          over(operation, began, error);
          throw error;
        },
      );
    },
  };
}

/** What an engine says no to for good reason (a key that exists) is an answer. */
function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof AppError)) return 'failed';
  if (error.code === 'engine_away' || error.code === 'shutting_down') return 'away';
  return error.status < 500 ? 'ok' : 'failed';
}
