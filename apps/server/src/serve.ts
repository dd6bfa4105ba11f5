/** Runs a composition until it is told to stop: start in order, stop in reverse, on a signal at any moment. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestContext, RequestFields } from '@fanfare/http';
import type { Log } from '@fanfare/kernel';
import { StartError } from '@fanfare/kernel';
import type { LogLevels } from '@fanfare/telemetry';
import { createLog, logLevels, momentFields } from '@fanfare/telemetry';
import { banner } from './banner.ts';
import type { Composition } from './compose.ts';
import { compose } from './compose.ts';
import { endInTime } from './ending.ts';
import { allRoutes } from './route-table.ts';
import type { AllValues } from './services.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Resolves with the exit code once everything has stopped. From then on, and from a signal on, the process has a bound
 * within which it ends whatever is still open.
 */
export async function serve(values: AllValues, terminal: boolean): Promise<number> {
  const levels = logLevels(values.LOG_LEVEL);
  const context = new AsyncLocalStorage<RequestFields>();
  const fields = momentFields(context, values.OTEL_EXPORTER_OTLP_ENDPOINT !== null);
  const log = createLog({ levels, pretty: terminal, fields });
  const code = await run(values, log, levels, context);
  endInTime('stopped', code, log);
  return code;
}

async function run(values: AllValues, log: Log, levels: LogLevels, context: RequestContext): Promise<number> {
  const end = Promise.withResolvers<number>();
  let stopping = false;
  let composition: Composition | null = null;

  function onSignal(signal: NodeJS.Signals): void {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'Stopping: requests in hand are finished first');
    if (composition?.lifecycle.state === 'running') endInTime('running', 1, log);
    else endInTime('starting', 0, log);
    if (composition !== null) stop(composition);
  }

  function stop(composed: Composition): void {
    const began = performance.now();
    composed.stop().then(
      () => {
        const took = performance.now() - began;
        log.info(
          { 'event.duration': Math.round(took * 1e6) },
          `Stopped within ${(took / 1000).toFixed(1)} s`,
        );
        end.resolve(0);
      },
      (error: unknown) => {
        log.error({ err: error }, 'The stop failed');
        end.resolve(1);
      },
    );
  }

  for (const signal of SIGNALS) process.on(signal, onSignal);
  try {
    composition = await compose(values, { log, context, levels, allRoutes });
    if (stopping) stop(composition);
    else if (await composition.start())
      for (const line of await banner(composition, values)) process.stdout.write(`${line}\n`);
    return await end.promise;
  } catch (error) {
    // Whoever ends it does not ask any more why it could not start.
    if (stopping) {
      log.info({ err: error }, 'Stopped');
      return 0;
    }
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
