/** Who is told of what the log does, for metrics. */
import type { ConsumerGroup } from './port.ts';

export type Handled = 'done' | 'failed';

export interface LogObserver {
  /** The types that a group will be told of: once, before anything happens. */
  group(group: string, types: readonly string[]): void;
  /**
   * An event has been handled to its end, or has failed. It may be told of twice, as it may be handled twice.
   * Of one that failed and is tried again each attempt is told.
   */
  handled(group: string, type: string, outcome: Handled): void;
  /** This process carries that source's outbox. */
  relay(source: string): void;
  /** So many rows of a source's outbox were carried to the log. */
  carried(source: string, rows: number): void;
  /** The engine that holds the log has taken rows over, or has not. @param began performance.now() */
  sent(began: number, error: unknown): void;
}

export type Told = (type: string, outcome: Handled) => void;

export function toldOf(group: ConsumerGroup, observer: LogObserver | undefined): Told {
  if (observer === undefined) return () => undefined;
  observer.group(group.group, Object.keys(group.handlers));
  return (type, outcome) => observer.handled(group.group, type, outcome);
}
