/** One process of a test's deployment: what `fanfare serve` composes, with a clock that the test moves. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { readSettings } from '@fanfare/kernel';
import { allRoutes, allSettings, compose } from '@fanfare/server';
import type { Moment } from '@fanfare/telemetry';
import { createLog, logLevels, momentFields } from '@fanfare/telemetry';
import { fakeClock } from '../fake-clock.ts';

/** What the test says. */
export type Order = { do: 'advance'; milliseconds: number } | { do: 'stop' };
/** What the child says. */
export type Answer = { said: 'ready' | 'advanced' | 'stopped' } | { said: 'failed'; why: string };

const clock = fakeClock();
const values = readSettings(allSettings, process.env);
const levels = logLevels(values.LOG_LEVEL);
const context = new AsyncLocalStorage<Moment>();
const composing = compose(values, {
  log: createLog({ levels, fields: momentFields(context, values.OTEL_EXPORTER_OTLP_ENDPOINT !== null) }),
  context,
  levels,
  clock,
  allRoutes,
  checkAnswers: true,
  strictUnits: true,
  // A test stops all at once: nobody is left to ask.
  notice: 0,
});

process.on('message', async (order: Order) => {
  if (order.do === 'advance') {
    clock.advance(order.milliseconds);
    tell({ said: 'advanced' });
  } else {
    await (await composing).stop();
    tell({ said: 'stopped' });
    process.disconnect();
  }
});
// Whoever started it has gone: nobody else ends it.
process.on('disconnect', () => process.exit());

try {
  clock.advance(Number(process.env.FANFARE_TEST_CLOCK ?? 0));
  await (await composing).start();
  tell({ said: 'ready' });
} catch (error) {
  tell({ said: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}

function tell(answer: Answer): void {
  process.send?.(answer);
}
