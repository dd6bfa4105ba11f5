/** Units of work within the trace that asked for them; what they emit belongs to it. */
import type { Database } from '@fanfare/sql';
import type { MomentContext, Tracer } from '@fanfare/telemetry';

/** The same database. */
export function tracedUnits<Tables>(
  database: Database<Tables>,
  tracer: Tracer,
  context: MomentContext,
): Database<Tables> {
  const unit: Database<Tables>['unit'] = (work, options = {}) => {
    const trace = options.trace === undefined ? tracer.current() : options.trace;
    // Of several events together there is no one trace: who makes such a unit tells of it (`@fanfare/eventlog`).
    if (trace === null || !tracer.collects) return database.unit(work, { ...options, trace });
    const lane = options.lane ?? 'people';
    const attributes = { 'fanfare.database': database.source };
    return tracer.span(`unit ${lane}`, { parent: trace, attributes }, async (span) => {
      let runs = 0;
      const counted: typeof work = (own) => {
        runs += 1;
        return work(own);
      };
      try {
        return await database.unit(counted, { ...options, trace: span.traceparent });
      } finally {
        if (runs > 1) span.set({ 'fanfare.retries': runs - 1 });
      }
    });
  };
  return {
    ...database,
    unit,
    /** Whoever listens works for all: that nobody's trace goes on in it, it is called outside of the one that committed. */
    onCommitted: (listener) => database.onCommitted((heads) => context.run(nowhere, () => listener(heads))),
  };
}

const nowhere = undefined as never;
