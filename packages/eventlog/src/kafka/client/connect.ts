/** What all clients of the library are made with, and how its failures become ours. */

import { AppError } from '@fanfare/kernel';
import type { Base, BaseOptions } from '@platformatic/kafka';

export interface ConnectOptions {
  brokers: readonly string[];
}

/**
 * A client tries the brokers in this order for whatever any of them can say; one that is connected but silent would be
 * asked for ever, so each new client begins with another.
 */
export function baseOptions({ brokers }: ConnectOptions): BaseOptions {
  const first = Math.floor(Math.random() * brokers.length);
  return {
    clientId: 'fanfare',
    bootstrapBrokers: [...brokers.slice(first), ...brokers.slice(0, first)],
    connectTimeout: 2_000,
    // Answers that a broker is asked to give; beyond it the connection is given up.
    requestTimeout: 5_000,
    timeout: 4_000,
    retries: 0,
    // Many partitions at once over one connection.
    maxInflights: 128,
    metadataMaxAge: 30_000,
  } as BaseOptions;
}

/** A broken connection may say so twice, and a second error without a listener would end the process. */
export function guarded<Client extends Base>(client: Client): Client {
  const events = client as unknown as NodeJS.EventEmitter;
  events.on('error', () => {});
  events.on('client:broker:connect', ({ connection }: { connection: NodeJS.EventEmitter }) => {
    connection.on('error', () => {});
  });
  return client;
}

/** The answer, or `engine_away` after so many ms. What comes later is dropped. */
export async function within<Result>(ms: number, what: string, answer: Promise<Result>): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Silence(`${what}: no answer in ${ms} ms`)), ms);
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    throw error instanceof AppError ? error : away(`${what}: ${wordsOf(error)}`);
  } finally {
    clearTimeout(timer);
  }
}

/** Ends what must not be waited for long; a failure changes nothing. */
export async function quietly(ms: number, end: Promise<unknown>): Promise<void> {
  await within(ms, 'close', end).catch(() => {});
}

/** Without the library's error: it may hold hundreds of others, one per partition. */
/**
 * Closes a client whatever happens: one that cannot say good-bye (a coordinator that refuses, or is silent) would stay
 * open and keep the process alive.
 */
export async function ended(ms: number, client: Base, goodBye: Promise<unknown>): Promise<void> {
  await quietly(ms, goodBye);
  await quietly(ms, client.connections.close());
}

function away(detail: string): AppError {
  return new AppError('engine_away', { detail: `kafka: ${detail}` });
}

/** Nobody answered by the deadline. */
class Silence extends AppError {
  constructor(detail: string) {
    super('engine_away', { detail: `kafka: ${detail}` });
  }
}

/** True: the call met neither an answer nor an error. */
export function isSilence(error: unknown): boolean {
  return error instanceof Silence;
}

/** The innermost reasons, each once. */
function wordsOf(error: unknown): string {
  return [...new Set(reasons(error))].slice(0, 3).join('; ');
}

function reasons(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  const { errors } = error as { errors?: unknown };
  if (Array.isArray(errors) && errors.length > 0) return errors.flatMap(reasons);
  return [error.cause instanceof Error ? `${error.message} ${error.cause.message}` : error.message];
}

/** The codes of the protocol that stand anywhere within an error. */
export function protocolCodes(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const { errors, apiId } = error as { errors?: unknown; apiId?: unknown };
  const inner = Array.isArray(errors) ? errors.flatMap(protocolCodes) : [];
  return typeof apiId === 'string' ? [apiId, ...inner] : inner;
}
