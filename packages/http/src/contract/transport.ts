/** One POST over a kept-alive connection, with a deadline that covers the whole answer. */
import type { ClientRequestArgs } from 'node:http';
import { Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest, Agent as TlsAgent } from 'node:https';

export interface Reply {
  status: number;
  body: unknown;
}

export interface Transport {
  /**
   * @param deadline in ms from now
   * @throws Error when there is no whole JSON answer by then; see `wasRefused`
   */
  post(path: string, body: string, headers: Record<string, string>, deadline: number): Promise<Reply>;
  close(): void;
}

/** Nobody took the connection: nothing was asked. */
export function wasRefused(error: unknown): boolean {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return syscall === 'connect' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
}

const MAX_SOCKETS = 128;
/** An unused connection is closed from here, in ms, and sooner than an instance that leaves would close it (`LINGER`). */
const UNUSED = 1_000;

/**
 * In ms. Behind one address may be several instances, of which each connection has one: were it kept for ever, one that
 * came later would be asked nothing.
 */
const MAX_AGE = 30_000;

/** @param maxAge of a connection when it is used again, in ms */
export function transport(
  target: { url: string } | { socketPath: string },
  maxAge: number = MAX_AGE,
): Transport {
  const url = 'url' in target ? new URL(target.url) : null;
  const tls = url?.protocol === 'https:';
  const agent = new (tls ? TlsAgent : Agent)({ keepAlive: true, maxSockets: MAX_SOCKETS, timeout: UNUSED });
  const since = new WeakMap<object, number>();
  const keep = agent.keepSocketAlive.bind(agent);
  agent.keepSocketAlive = (socket) => {
    const first = since.get(socket) ?? performance.now();
    since.set(socket, first);
    return performance.now() - first < maxAge && keep(socket);
  };
  const base: ClientRequestArgs =
    url === null
      ? { socketPath: (target as { socketPath: string }).socketPath }
      : { hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: url.port };
  const prefix = url === null ? '' : url.pathname.replace(/\/+$/, '');
  const send = tls ? httpsRequest : httpRequest;

  return {
    post: (path, body, headers, deadline) =>
      new Promise((resolve, reject) => {
        const request = send({
          ...base,
          agent,
          method: 'POST',
          path: prefix + path,
          headers: {
            ...headers,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          },
        });
        const timer = setTimeout(
          () => request.destroy(new Error(`No answer within ${deadline} ms`)),
          deadline,
        );
        const fail = (error: Error) => {
          clearTimeout(timer);
          reject(error);
        };
        request.on('error', fail);
        request.on('response', (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => void chunks.push(chunk));
          response.on('error', fail);
          response.on('end', () => {
            clearTimeout(timer);
            try {
              resolve({
                status: response.statusCode ?? 0,
                body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
              });
            } catch (cause) {
              reject(new Error(`Status ${response.statusCode} without JSON`, { cause }));
            }
          });
        });
        request.end(body);
      }),
    close: () => agent.destroy(),
  };
}
