/** A contract of another process: a URL turned into a client. */
import type { Client, Contract, Method } from '@fanfare/contracts';
import type { Clock, Health, Log } from '@fanfare/kernel';
import { AppError, isAppError, silentLog, systemClock } from '@fanfare/kernel';
import type { Metrics, Tracer } from '@fanfare/telemetry';
import { noMetrics, noTracer } from '@fanfare/telemetry';
import { KEY_HEADER } from '../server/admission.ts';
import type { RequestContext } from '../server/options.ts';
import { callMetrics } from './call-metrics.ts';
import { lazyChecks, refuse } from './direct.ts';
import type { Failed } from './instances.ts';
import { instances } from './instances.ts';
import type { Reply } from './transport.ts';
import { fromWire, pathOf } from './wire.ts';

/** Several URLs are several instances of one service, asked in turn. */
export type HttpClientOptions = ({ url: string | readonly string[] } | { socketPath: string }) & {
  /** The internal key; not needed over the unix socket. */
  key?: string;
  /** In ms, for the whole call with its retry; without it 5 s for questions and 60 s for commands. A method's own comes first. */
  deadline?: number;
  /** Request id and trace of the request that is being served, and whether this is the edge. */
  context?: RequestContext;
  /** Unset: nobody collects spans. */
  tracer?: Tracer;
  clock?: Clock;
  /** Calls are counted and timed. */
  metrics?: Metrics;
  /** Is told when an instance is left out, and when it answers again. */
  log?: Log;
};

export interface HttpClient<Of> {
  client: Client<Of>;
  /** Whether calls go out at present; a client that was never refused is well. One that was looks again. */
  health(): Promise<Health>;
  close(): void;
}

const QUESTION_DEADLINE = 5_000;
const COMMAND_DEADLINE = 60_000;
const LOOK_DEADLINE = 1_000;

/**
 * Every failure that is not the implementation's own answer is `engine_away`: no connection, a deadline,
 * a refused key, a proxy's page. An instance that takes no connection has heard nothing, so the next one is asked.
 * Safe methods are tried twice, at another instance where there is one, but only for a request from outside (a chain of services must not multiply retries).
 */
export function httpClient<Methods extends Record<string, Method>>(
  contract: Contract<Methods>,
  options: HttpClientOptions,
): HttpClient<Contract<Methods>> {
  const service = instances(
    options,
    options.clock ?? systemClock,
    (options.log ?? silentLog).child({ contract: contract.service }),
  );
  const client: Record<string, (input: unknown) => Promise<unknown>> = {};
  const tracer = options.tracer ?? noTracer;
  const watches = callMetrics(options.metrics ?? noMetrics, contract.service);

  for (const [name, method] of Object.entries<Method>(contract.methods)) {
    const label = `${contract.service}.${name}`;
    const path = pathOf(contract.service, name);
    const checks = lazyChecks(method);
    const deadline =
      method.deadline ?? options.deadline ?? (method.safe ? QUESTION_DEADLINE : COMMAND_DEADLINE);

    const call = async (input: unknown) => {
      const body = JSON.stringify(input);
      const end = performance.now() + deadline;
      const tries = method.safe && options.context?.getStore()?.edge !== false ? 2 : 1;
      const failed: Failed = new Set();
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(label, path, body, Math.max(end - performance.now(), 1), failed, checks);
        } catch (error) {
          const last = attempt >= tries || performance.now() >= end;
          if (last || !isAppError(error, 'engine_away') || !(error instanceof Unreachable)) throw error;
        }
      }
    };
    const watch = watches(name);
    const attributes = { 'rpc.service': contract.service, 'rpc.method': name };
    client[name] = (input) => watch(tracer.span(label, { kind: 'client', attributes }, () => call(input)));
  }

  async function once(
    label: string,
    path: string,
    body: string,
    left: number,
    failed: Failed,
    checks: ReturnType<typeof lazyChecks>,
  ): Promise<unknown> {
    let reply: Reply | null;
    try {
      reply = await service.post(path, body, headers(), left, failed);
    } catch (cause) {
      throw new Unreachable(`${label} did not answer`, cause);
    }
    if (reply === null) throw new AppError('engine_away', { detail: `${label} is not asked for the moment` });
    if (reply.status === 200) {
      refuse(checks().output(reply.body), `${label} answered wrongly`);
      return reply.body;
    }
    const detail = `${label} answered ${reply.status}`;
    throw fromWire(reply.body, label) ?? new AppError('engine_away', { detail });
  }

  /** Where nobody has anything to ask, nobody else would notice that a service is back. Any answer will do. */
  async function lookAgain(): Promise<void> {
    try {
      await service.post('/health/live', '{}', headers(), LOOK_DEADLINE, new Set());
    } catch {
      // Still away, as `service.away` says.
    }
  }

  function headers(): Record<string, string> {
    const fields = options.context?.getStore();
    return {
      ...(options.key === undefined ? {} : { [KEY_HEADER]: options.key }),
      ...(typeof fields?.requestId === 'string' ? { 'x-request-id': fields.requestId } : {}),
      ...(typeof fields?.trace === 'string' ? { traceparent: fields.trace } : {}),
    };
  }

  return {
    client: client as Client<Contract<Methods>>,
    async health() {
      if (service.away) await lookAgain();
      return service.away ? { ok: false, detail: `${contract.service} does not answer` } : { ok: true };
    },
    close: () => service.close(),
  };
}

/** No answer came: the one failure that a second try may mend. */
class Unreachable extends AppError {
  constructor(detail: string, cause: unknown) {
    super('engine_away', { detail, cause });
  }
}
