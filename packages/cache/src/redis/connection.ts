/**
 * One connection to one server, made and lost once: whoever wants another one dials again. node-redis does the
 * protocol; reconnecting, deadlines and subscribing again are ours, since nothing may hang and nothing may be sent
 * before the memory behind the connection is known.
 */
import { createClient } from '@redis/client';
import type { Address, Servers } from './address.ts';
import { addressName } from './address.ts';
import { createWaiting, DEADLINE } from './deadline.ts';
import { asPortError, away, errorMessage } from './errors.ts';

export type Reply = string | number | null | Reply[];

export interface Connection {
  readonly address: Address;
  /** As in messages: `host:port`. */
  readonly name: string;
  /** Names the memory behind, as of the last answer that has come. Empty until it was asked. */
  run: string;
  /**
   * Answers come in the order of the calls.
   * @throws AppError `engine_away` within the deadline, at once when the connection is lost; Error of the server
   */
  send(args: readonly string[]): Promise<Reply>;
  /** Only on a connection that does nothing else. @throws like `send` */
  subscribe(channel: string, sharded: boolean, listener: (message: string) => void): Promise<void>;
  unsubscribe(channel: string, sharded: boolean, listener: (message: string) => void): Promise<void>;
  readonly alive: boolean;
  /** Resolves with the cause. */
  readonly lost: Promise<Error>;
  drop(cause: Error): void;
}

/** Questions on their way to one server, beyond which more are refused: a queue that grows is no help to anybody. */
const MOST_WAITING = 50_000;
const CONNECT_TIMEOUT = 1000;

/** @throws Error of the socket, or of the server: WRONGPASS, NOAUTH */
export async function dial(address: Address, servers: Servers, clientName: string): Promise<Connection> {
  const name = addressName(address);
  const client = createClient({
    socket: {
      host: address.host,
      port: address.port,
      ...(servers.tls ? { tls: true as const } : {}),
      connectTimeout: CONNECT_TIMEOUT,
      reconnectStrategy: false,
    },
    ...(servers.username === null ? {} : { username: servers.username }),
    ...(servers.password === null ? {} : { password: servers.password }),
    database: servers.database,
    name: clientName,
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    // Else node-redis makes an AbortSignal for each command, which ends with its being written.
    commandOptions: { timeout: undefined },
  });
  const lost = Promise.withResolvers<Error>();
  let cause: Error | null = null;

  function drop(why: Error): void {
    if (cause !== null) return;
    cause = why;
    waiting.end();
    client.destroy();
    lost.resolve(why);
  }
  const waiting = createWaiting(() => drop(new Error(`no answer within ${DEADLINE / 1000} s`)));
  client.on('error', drop);
  // Its slot has gone to another server: whoever listens must look where.
  client.on('sharded-channel-moved', (channel) => drop(new Error(`the channel ${channel} has moved`)));
  client.on('end', () => drop(new Error('the connection was closed')));

  const tooLate = setTimeout(() => drop(new Error(`no connection within ${DEADLINE / 1000} s`)), DEADLINE);
  try {
    await Promise.race([client.connect(), lost.promise.then((error) => Promise.reject(error))]);
  } catch (error) {
    drop(error as Error);
    throw error;
  } finally {
    clearTimeout(tooLate);
  }

  async function tracked<T>(work: () => Promise<T>): Promise<T> {
    if (cause !== null) throw away(`${name}: ${errorMessage(cause)}`, cause);
    if (waiting.count >= MOST_WAITING) throw away(`${name}: ${waiting.count} commands wait for an answer`);
    waiting.ask();
    try {
      return await work();
    } catch (error) {
      throw cause === null ? error : away(`${name}: ${errorMessage(cause)}`, cause);
    } finally {
      if (cause === null) waiting.answered();
    }
  }
  const send = (args: readonly string[]) =>
    // The argument is not changed; the type of node-redis only cannot say so.
    tracked(() => client.sendCommand(args as string[]) as Promise<Reply>);

  return {
    address,
    name,
    run: '',
    send,
    async subscribe(channel, sharded, listener) {
      const subscribed = sharded ? client.sSubscribe(channel, listener) : client.subscribe(channel, listener);
      // Subscribing is not among what is timed; the question behind it is.
      await Promise.all([subscribed, send(['PING'])]).catch((error) => {
        throw cause === null ? asPortError(error, name) : away(`${name}: ${errorMessage(cause)}`, cause);
      });
    },
    async unsubscribe(channel, sharded, listener) {
      // The listener is named, else node-redis would also forget one that subscribes meanwhile.
      await Promise.all([
        sharded ? client.sUnsubscribe(channel, listener) : client.unsubscribe(channel, listener),
        send(['PING']),
      ]);
    },
    get alive() {
      return cause === null;
    },
    lost: lost.promise,
    drop,
  };
}
