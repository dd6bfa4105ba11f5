/** A Fanfare as somebody sets it up, with or without what counts: in a process of its own. */

import { readSettings } from '@fanfare/kernel';
import { allSettings, compose } from '@fanfare/server';
import { createLog, noMetrics } from '@fanfare/telemetry';

export interface Composed {
  /** Holds data already. */
  folder: string;
  counted: boolean;
  settings?: Record<string, string>;
}

process.once('message', (composed: Composed) => {
  void start(composed);
});

async function start({ folder, counted, settings = {} }: Composed): Promise<void> {
  const usual = { FANFARE_DATA: folder, PORT: '0', RATE_LIMITS: 'off', LOG_LEVEL: 'warn' };
  const composition = await compose(readSettings(allSettings, { ...usual, ...settings }), {
    log: createLog({ level: 'warn' }),
    ...(counted ? {} : { metrics: noMetrics }),
  });
  await composition.start();
  process.once('SIGTERM', () => void composition.stop().then(() => process.exit(0)));
  process.send?.(`http://127.0.0.1:${new URL(composition.publicUrl).port}`);
}
