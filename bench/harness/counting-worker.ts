/** A Fanfare that counts, or one that does not: the same composition otherwise, in a process of its own. */

import { readSettings } from '@fanfare/kernel';
import { allSettings, compose } from '@fanfare/server';
import { createLog, noMetrics } from '@fanfare/telemetry';

export interface Counting {
  /** Holds data already. */
  folder: string;
  counted: boolean;
}

process.once('message', ({ folder, counted }: Counting) => {
  void start(folder, counted);
});

async function start(folder: string, counted: boolean): Promise<void> {
  const settings = { FANFARE_DATA: folder, PORT: '0', RATE_LIMITS: 'off', LOG_LEVEL: 'warn' };
  const composition = await compose(readSettings(allSettings, settings), {
    log: createLog({ level: 'warn' }),
    ...(counted ? {} : { metrics: noMetrics }),
  });
  await composition.start();
  process.once('SIGTERM', () => void composition.stop().then(() => process.exit(0)));
  process.send?.(`http://127.0.0.1:${new URL(composition.publicUrl).port}`);
}
