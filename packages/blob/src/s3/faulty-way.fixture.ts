/** A way to an S3 server on which things go wrong, as they do between machines. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/**
 * - `open`: nothing goes wrong
 * - `silent`: requests are taken and never answered
 * - `deaf`: the server does what it is asked, but the connection breaks before the answer
 * - `halfway`: bodies stop in the middle without an end
 */
export type Fault = 'open' | 'silent' | 'deaf' | 'halfway';

export interface FaultyWay {
  /** The given address, by this way. */
  url: string;
  fault: Fault;
  /** How many requests `deaf` still breaks; then the way is open. */
  breaks: number;
  /** Requests that came in. */
  seen: number;
  /** Copies are refused where the target exists, as at Amazon; otherwise as the server has it. */
  conditionalCopy: boolean;
  /** As if conditional puts overwrote. */
  forgetsConditions: boolean;
  /** Connections are refused. */
  close(): Promise<void>;
  reopen(): Promise<void>;
}

export async function faultyWay(to: string): Promise<FaultyWay> {
  const target = new URL(to);
  const sockets = new Set<Socket>();
  const writing = new Set<string>();
  const written = new Set<string>();

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    way.seen += 1;
    const { method = 'GET', url: path = '/', headers } = incoming;
    const isCopy = headers['x-amz-copy-source'] !== undefined;
    if (way.fault === 'silent') return;
    const key = bare(path);
    const conditional = method === 'PUT' && headers['if-none-match'] === '*';
    if (conditional && way.conditionalCopy) {
      if (writing.has(key)) return refuse(outgoing, 409, 'ConditionalRequestConflict');
      if (isCopy && written.has(key)) return refuse(outgoing, 412, 'PreconditionFailed');
      writing.add(key);
      outgoing.once('close', () => writing.delete(key));
    }
    const passed = request({ host: target.hostname, port: target.port, method, path, headers });
    incoming.pipe(passed);
    const [answer] = (await once(passed, 'response')) as [IncomingMessage];
    if (conditional && answer.statusCode === 200) written.add(key);
    if (way.forgetsConditions && answer.statusCode === 412) {
      outgoing.writeHead(200, { etag: '"overwritten"' });
      outgoing.end();
      return;
    }
    if (way.fault === 'deaf') {
      way.breaks -= 1;
      if (way.breaks === 0) way.fault = 'open';
      answer.resume();
      await once(answer, 'end');
      incoming.socket.destroy();
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    if (way.fault !== 'halfway') {
      answer.pipe(outgoing);
      return;
    }
    const [first] = (await once(answer, 'data')) as [Buffer];
    outgoing.write(first.subarray(0, first.length / 2));
    answer.destroy();
  }

  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  const by = new URL(to);
  by.port = `${port}`;
  const way: FaultyWay = {
    url: by.href,
    fault: 'open',
    breaks: 0,
    seen: 0,
    conditionalCopy: false,
    forgetsConditions: false,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    async reopen() {
      await listen(port);
    },
  };
  return way;
}

function refuse(answer: ServerResponse, status: number, code: string): void {
  answer.writeHead(status, { 'content-type': 'application/xml' });
  answer.end(`<Error><Code>${code}</Code><Message>It exists</Message></Error>`);
}

function bare(path: string): string {
  return path.replace(/\?.*/, '');
}
