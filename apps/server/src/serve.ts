/** Runs a composition until it is told to stop: start in order, stop in reverse, on a signal at any moment. */
import { StartError } from '@fanfare/kernel';
import { createLog } from '@fanfare/telemetry';
import { banner } from './banner.ts';
import { compose } from './compose.ts';
import { allRoutes } from './route-table.ts';
import type { AllValues } from './services.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Resolves with the exit code once everything has stopped. */
export async function serve(values: AllValues, terminal: boolean): Promise<number> {
  const log = createLog({ level: values.LOG_LEVEL, pretty: terminal });
  let ended: (code: number) => void = () => {};
  const end = new Promise<number>((resolve) => {
    ended = resolve;
  });
  let stopping = false;
  let composition: Awaited<ReturnType<typeof compose>> | null = null;
  function onSignal(signal: NodeJS.Signals): void {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'Stopping: requests in hand are finished first');
    composition?.stop().then(
      () => {
        log.info({}, 'Stopped');
        ended(0);
      },
      (error: unknown) => {
        log.error({ err: error }, 'The stop failed');
        ended(1);
      },
    );
  }
  for (const signal of SIGNALS) process.on(signal, onSignal);
  try {
    composition = await compose(values, { log, allRoutes });
    if (stopping) {
      await composition.stop();
      return 0;
    }
    if (!(await composition.start())) return await end;
    for (const line of await banner(composition, values)) process.stdout.write(`${line}\n`);
    return await end;
  } catch (error) {
    if (error instanceof StartError) {
      process.stderr.write(`${error.message}\n`);
      return error.exitCode;
    }
    log.error({ err: error }, 'The start failed');
    return 1;
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  }
}
