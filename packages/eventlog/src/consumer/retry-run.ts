/** One key's way out of the retry table: the oldest event first, each deleted in the unit of its effect. */
import type { ConsumerRetryTable } from '@fanfare/contracts/tables';
import type { Clock, Log } from '@fanfare/kernel';
import type { ConsumerStore } from '@fanfare/sql';
import type { Told } from '../observer.ts';
import type { ConsumerGroup } from '../port.ts';
import { retryBackoff, waitAfter } from './backoff.ts';
import { causeOf, isAway } from './failure.ts';
import type { Outcome, Prepare } from './prepare.ts';
import { TakenOver } from './taken.ts';

export interface RetryNeeds {
  group: ConsumerGroup;
  store: ConsumerStore;
  prepare: Prepare;
  clock: Clock;
  log: Log;
  told: Told;
}

export type RetryResult =
  | { kind: 'empty' }
  | { kind: 'waits'; until: number }
  | { kind: 'failed'; until: number; id: string; type: string; cause: string };

/**
 * Works off a key until it is empty, its next event is not yet due (unless forced) or one fails.
 * @throws what says that an engine is away
 */
export async function runKey(
  needs: RetryNeeds,
  source: string,
  key: string,
  force: boolean,
): Promise<RetryResult> {
  for (;;) {
    const row = await needs.store.firstRetry(source, key);
    if (row === undefined) return { kind: 'empty' };
    if (!force && row.next_at > needs.clock.now()) return { kind: 'waits', until: row.next_at };
    const cause = await attempt(needs, row, await needs.prepare(row));
    if (cause !== null) return fail(needs, row, cause);
    needs.log.info(
      { event: row.event_id, type: row.type, attempts: row.attempts },
      'An event that failed has succeeded',
    );
  }
}

/** Null, or why it failed. */
async function attempt(
  { group, store, told }: RetryNeeds,
  row: ConsumerRetryTable,
  outcome: Outcome,
): Promise<string | null> {
  if (outcome.kind === 'stop') throw outcome.error;
  if (outcome.kind === 'park') return outcome.cause;
  try {
    await group.database.unit(
      async (unit) => {
        if (outcome.kind === 'write') await outcome.effect(unit);
        // Another instance may work off the same key: one of the two stores its effect.
        if (!(await store.removeRetry(unit, row))) throw new TakenOver(`event ${row.event_id}`);
      },
      { lane: group.lane, trace: outcome.kind === 'write' ? outcome.span.traceparent : null },
    );
    if (outcome.kind === 'write') {
      outcome.span.end();
      told(row.type, 'done');
    }
    return null;
  } catch (error) {
    if (outcome.kind === 'write') outcome.span.end(error instanceof TakenOver ? {} : { error });
    if (error instanceof TakenOver) return null;
    if (isAway(error)) throw error;
    return causeOf(error);
  }
}

async function fail(needs: RetryNeeds, row: ConsumerRetryTable, cause: string): Promise<RetryResult> {
  const attempts = row.attempts + 1;
  const until = needs.clock.now() + waitAfter(attempts, retryBackoff);
  await needs.group.database.unit(
    (unit) => needs.store.failRetry(unit, row, { attempts, next_at: until, cause }),
    {
      lane: needs.group.lane,
    },
  );
  needs.told(row.type, 'failed');
  needs.log.warn({ event: row.event_id, type: row.type, attempts, until, cause }, 'An event failed again');
  return { kind: 'failed', until, id: row.event_id, type: row.type, cause };
}
