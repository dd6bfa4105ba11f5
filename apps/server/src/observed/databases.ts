/** What databases tell of themselves: statements, units, commits, connections. */
import type { Database, DatabaseName, SqlObserver } from '@fanfare/sql';
import type { Metrics, Tracer } from '@fanfare/telemetry';
import { engineCalls, noMetrics, noTracer } from '@fanfare/telemetry';

const COMMIT_BUCKETS = [1, 2, 4, 8, 16, 32, 64, 128, 256];

export interface DatabaseObservers {
  observe(of: DatabaseName): SqlObserver;
  /** Of a file that several databases may share. */
  onCommit(of: DatabaseName): (units: number) => void;
}

/** Null: nobody wants to know. */
export function databaseObservers(metrics: Metrics, tracer: Tracer): DatabaseObservers | null {
  if (metrics === noMetrics && !tracer.collects) return null;
  const retries = metrics.counter(
    'fanfare_unit_retries_total',
    'Units of work that ran again after a deadlock or a serialisation failure',
  );
  return {
    observe(of) {
      const engine = of === 'core' ? 'database' : 'notification_database';
      const statements = engineCalls(metrics, tracer, engine);
      // They have spans of their own, which their events hang below (`units.ts`).
      const units = engineCalls(metrics, noTracer, engine);
      const again = retries.of({ database: of });
      return {
        over: (operation, began, error) =>
          (operation === 'unit' ? units : statements).over(operation, began, error),
        retried: () => again.inc(),
      };
    },
    onCommit(of) {
      const groups = metrics.histogram(
        'fanfare_commit_units',
        'Units of work that one commit brought to disk',
        {
          buckets: COMMIT_BUCKETS,
        },
      );
      const group = groups.of({ database: of });
      return (units) => group.observe(units);
    },
  };
}

/** Of engines that have connections. */
// biome-ignore lint/suspicious/noExplicitAny: whatever its tables
export function connectionMetrics(metrics: Metrics, databases: readonly Database<any>[]): void {
  const counted = databases.filter(({ connections }) => connections !== undefined);
  if (counted.length === 0) return;
  metrics.observe(
    'fanfare_pool_connections',
    'Connections to the database, and callers that wait for one',
    () =>
      counted.flatMap(({ source, connections }) =>
        Object.entries(connections?.() ?? {}).map(([state, value]) => ({
          labels: { database: source, state },
          value,
        })),
      ),
  );
}
