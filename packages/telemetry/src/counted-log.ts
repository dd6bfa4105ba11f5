import type { Log } from '@fanfare/kernel';
import type { Metrics } from './metrics.ts';
import { noMetrics } from './no-metrics.ts';

/** The same log; its warnings and errors are counted, and those of its children. */
export function countedLog(log: Log, metrics: Metrics): Log {
  if (metrics === noMetrics) return log;
  const lines = metrics.counter('fanfare_log_lines_total', 'Warnings and errors in the log, by level');
  const warnings = lines.of({ level: 'warn' });
  const errors = lines.of({ level: 'error' });
  return wrap(log);

  function wrap(inner: Log): Log {
    return {
      debug: inner.debug,
      info: inner.info,
      warn(fields, message) {
        warnings.inc();
        inner.warn(fields, message);
      },
      error(fields, message) {
        errors.inc();
        inner.error(fields, message);
      },
      child: (fields) => wrap(inner.child(fields)),
    };
  }
}
