/**
 * The connection to Elasticsearch: checked when it is opened, and guarded afterwards. A call ends within its deadline;
 * while the engine is known to be away calls fail at once, but for one now and then that tries whether it is back.
 */
import type { Client } from '@elastic/elasticsearch';
import type { Log } from '@fanfare/kernel';
import { AppError, StartError, silentLog } from '@fanfare/kernel';
import type { Circuit } from './elasticsearch-circuit.ts';
import { circuit } from './elasticsearch-circuit.ts';

export interface Elastic {
  /**
   * @param work one request, to which the options must be handed
   * @throws AppError `engine_away`; what the engine itself answered with 400, 404, 409 and 413 as it is
   */
  ask<Result>(
    deadline: number,
    work: (client: Client, options: RequestOptions) => Promise<Result>,
  ): Promise<Result>;
  /** The same connection for other work, which may fail without this one being held to be away. */
  apart(): Elastic;
  /** Also while it is known to be away; an answer ends that for all. */
  probe<Result>(
    deadline: number,
    work: (client: Client, options: RequestOptions) => Promise<Result>,
  ): Promise<Result>;
  close(): Promise<void>;
}

export interface RequestOptions {
  signal: AbortSignal;
}

/** What the caller has to understand by itself. */
const forTheCaller = new Set([400, 404, 409, 413]);
const PATIENCE = 20_000;
const PAUSE = 250;
const FIRST_DEADLINE = 5_000;
const LONGEST = 60_000;

/**
 * @param log is told when it goes and when it is back
 * @param patience how long an engine that starts beside us is waited for, in ms
 * @throws StartError in one sentence, for an address, credentials or version that will not do
 */
export async function openElastic(
  address: string,
  log: Log = silentLog,
  patience = PATIENCE,
): Promise<Elastic> {
  const url = new URL(address);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const { Client, ClusterConnectionPool } = await import('@elastic/elasticsearch');
  const client = new Client({
    node: url.href,
    ...(username === ''
      ? {}
      : { auth: { username: decodeURIComponent(username), password: decodeURIComponent(password) } }),
    ConnectionPool: ClusterConnectionPool,
    maxRetries: 0,
    // Each call has its own deadline; this one ends what would outlive it.
    requestTimeout: LONGEST,
    compression: false,
  });
  try {
    await check(client, url.href.replace(/\/$/, ''), patience);
  } catch (error) {
    await client.close();
    throw error;
  }
  return guarded(client, log);
}

function guarded(client: Client, log: Log): Elastic {
  const closing = new AbortController();
  const gates: Circuit[] = [];

  /** Of all the work that goes on side by side: the log is told when the first meets silence, and when all have an answer. */
  const silentTo = new Set<Circuit>();

  function answered(tell: readonly Circuit[]): void {
    const before = silentTo.size;
    for (const gate of tell) {
      gate.there();
      silentTo.delete(gate);
    }
    if (before > 0 && silentTo.size === 0) log.info({}, 'Elasticsearch answers again');
  }

  function silent(tell: readonly Circuit[], error: unknown): void {
    if (silentTo.size === 0) log.warn({ err: error }, 'Elasticsearch does not answer');
    for (const gate of tell) {
      gate.away();
      silentTo.add(gate);
    }
  }

  async function request<Result>(
    deadline: number,
    work: (client: Client, options: RequestOptions) => Promise<Result>,
    tell: readonly Circuit[],
  ): Promise<Result> {
    const late = AbortSignal.timeout(deadline);
    try {
      const result = await work(client, { signal: AbortSignal.any([late, closing.signal]) });
      answered(tell);
      return result;
    } catch (error) {
      if (closing.signal.aborted) throw new AppError('shutting_down');
      const status = statusOf(error);
      if (status === null) silent(tell, error);
      else answered(tell);
      if (status !== null && forTheCaller.has(status)) throw error;
      throw engineAway(late.aborted ? `no answer within ${deadline} ms` : wordsOf(error), error);
    }
  }

  function lane(): Elastic {
    const gate = circuit();
    gates.push(gate);
    return {
      async ask(deadline, work) {
        if (closing.signal.aborted) throw new AppError('shutting_down');
        if (!gate.open()) throw engineAway('it did not answer a moment ago');
        return request(deadline, work, [gate]);
      },
      probe: (deadline, work) => request(deadline, work, gates),
      apart: lane,
      async close() {
        closing.abort();
        await client.close();
      },
    };
  }

  return lane();
}

export function engineAway(detail: string, cause?: unknown): AppError {
  return new AppError('engine_away', { detail: `Elasticsearch: ${detail}`, cause });
}

/** Null: the engine did not answer. */
export function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('meta' in error)) return null;
  const { meta } = error as { meta?: { statusCode?: number } };
  // The client says 0 where nothing was answered.
  return meta?.statusCode || null;
}

export function isConflict(error: unknown): boolean {
  return statusOf(error) === 409;
}

/** The engine's word for an index or alias that is not there. */
export function isMissing(error: unknown): boolean {
  return statusOf(error) === 404;
}

/** Without the request's body, which the client's own message never holds. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : String(error);
}

async function check(client: Client, where: string, patience: number): Promise<void> {
  const until = performance.now() + patience;
  for (;;) {
    try {
      const { version } = await client.info({}, { signal: AbortSignal.timeout(FIRST_DEADLINE) });
      const [major = 0, minor = 0] = version.number.split('.').map(Number);
      if (major > 7 || (major === 7 && minor >= 17)) return;
      throw new StartError(
        `ELASTICSEARCH_URL: ${where} is Elasticsearch ${version.number}; use 8, or at least 7.17.`,
      );
    } catch (error) {
      const reason = refusal(error, where);
      if (reason !== null) throw reason;
      if (performance.now() > until) {
        const text = `ELASTICSEARCH_URL: Elasticsearch does not answer at ${where} (${wordsOf(error)}); start it or correct the address.`;
        throw new StartError(text, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

/** Null: it may be starting still. */
function refusal(error: unknown, where: string): StartError | null {
  if (error instanceof StartError) return error;
  const say = (text: string) => new StartError(`ELASTICSEARCH_URL: ${text}`, { cause: error });
  if (error instanceof Error && error.name === 'ProductNotSupportedError')
    return say(`what answers at ${where} is not Elasticsearch; correct the address.`);
  const status = statusOf(error);
  if (status === 401 || status === 403)
    return say(`Elasticsearch at ${where} refuses the user or the password in it; correct them.`);
  if (status !== null && status >= 400 && status < 500 && status !== 408 && status !== 429)
    return say(`${where} answers with ${status} where Elasticsearch says who it is; correct the address.`);
  return null;
}
