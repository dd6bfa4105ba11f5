/** A listener for those who look after the process: metrics and health, and nothing else, from the start to the very end. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Metrics } from '@fanfare/telemetry';
import { readiness } from './health.ts';
import { boundPort, portError } from './listen.ts';
import type { HealthPart } from './options.ts';

export interface InternalListenerOptions {
  metrics: Metrics;
  /** Asked at each look. */
  health(): Readonly<Record<string, HealthPart>>;
  /** Asked at each look: only who runs is ready. */
  phase(): 'starting' | 'running' | 'closing';
}

export interface InternalListener {
  /**
   * @returns where it listens
   * @throws StartError when the port is in use or may not be opened
   */
  listen(host: string, port: number): Promise<{ port: number }>;
  close(): Promise<void>;
}

interface Said {
  status: number;
  type: string;
  body: string;
}

const SETTINGS = { host: 'METRICS_HOST', port: 'METRICS_PORT' };

export function internalListener(options: InternalListenerOptions): InternalListener {
  async function answer(path: string, accept: string | undefined): Promise<Said> {
    switch (path) {
      case '/metrics': {
        const { text, contentType } = await options.metrics.exposition(accept);
        return { status: 200, type: contentType, body: text };
      }
      case '/health/live':
        return json(200, { status: 'ok' });
      case '/health/ready':
        return ready();
      default:
        return json(404, { error: 'Record not found' });
    }
  }

  async function ready(): Promise<Said> {
    const phase = options.phase();
    const found = await readiness(options.health(), phase === 'closing');
    const status = phase === 'starting' ? phase : found.status;
    return json(status === 'ok' || status === 'degraded' ? 200 : 503, { ...found, status });
  }

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const reads = request.method === 'GET' || request.method === 'HEAD';
    answer(reads ? path : '', request.headers.accept).then(
      ({ status, type, body }) => {
        response.writeHead(status, {
          'content-type': type,
          'cache-control': 'no-store',
          'content-length': Buffer.byteLength(body),
        });
        response.end(request.method === 'HEAD' ? undefined : body);
      },
      (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
    );
  }

  const server: Server = createServer(serve);
  return {
    async listen(host, port) {
      await new Promise<void>((resolve, reject) => {
        server.once('error', (error) => reject(portError(error, host, port, SETTINGS)));
        server.listen(port, host, resolve);
      });
      await options.metrics.watch();
      return { port: boundPort(server, port) };
    },
    close: () =>
      new Promise((resolve) => {
        // An error here means that it was not listening.
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function json(status: number, body: object): Said {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}
