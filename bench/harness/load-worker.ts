/**
 * The load generator: keeps HTTP/1.1 connections busy. Requests are bytes made beforehand, and of an answer only its
 * status and its length are read, so that the generator is far from busy when the server is.
 */
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import type { Call, LoadJob, LoadResult } from './load-job.ts';

process.on('message', (job: LoadJob) => {
  run(job).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function run(job: LoadJob): Promise<LoadResult> {
  const { hostname, port, host } = new URL(job.url);
  const most = 'calls' in job.until ? job.until.calls : Number.POSITIVE_INFINITY;
  const result: LoadResult = { calls: 0, seconds: 0, failed: 0, firstFailure: null };
  let sent = 0;
  let over = false;
  const begun = performance.now();
  const timer = 'ms' in job.until ? setTimeout(() => (over = true), job.until.ms) : undefined;

  async function busy(calls: readonly Call[]): Promise<void> {
    const requests = calls.map((call) => bytesOf(call, host));
    const socket = connect(Number(port), hostname);
    socket.setNoDelay(true);
    try {
      for (let turn = 0; !over && sent < most; turn++) {
        sent += 1;
        const status = await exchange(socket, requests[turn % requests.length] as Buffer);
        result.calls += 1;
        if (status >= 200 && status < 300) continue;
        result.failed += 1;
        result.firstFailure ??= status;
      }
    } finally {
      socket.destroy();
    }
  }

  await Promise.all(job.connections.map(busy));
  clearTimeout(timer);
  result.seconds = (performance.now() - begun) / 1000;
  return result;
}

function bytesOf({ method, path, token, body }: Call, host: string): Buffer {
  const text = body === undefined ? '' : JSON.stringify(body);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `host: ${host}`,
    'connection: keep-alive',
    `authorization: Bearer ${token}`,
    ...(body === undefined
      ? []
      : ['content-type: application/json', `content-length: ${Buffer.byteLength(text)}`]),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${text}`);
}

/** Sends one request and answers the status once the whole answer is there. */
function exchange(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let head: Buffer | null = null;
    let status = 0;
    let left = 0;
    const done = (outcome: () => void) => {
      socket.off('data', take);
      socket.off('error', reject);
      socket.off('close', closed);
      outcome();
    };
    const closed = () => done(() => reject(new Error('The server closed the connection')));
    const take = (chunk: Buffer) => {
      if (status !== 0) {
        left -= chunk.length;
      } else {
        head = head === null ? chunk : Buffer.concat([head, chunk]);
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        const text = head.toString('latin1', 0, end);
        status = Number(text.slice(9, 12));
        left = lengthIn(text) - (head.length - end - 4);
      }
      if (left <= 0) done(() => resolve(status));
    };
    socket.on('data', take);
    socket.once('error', reject);
    socket.once('close', closed);
    socket.write(request);
  });
}

function lengthIn(head: string): number {
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`An answer without a length:\n${head}`);
  return Number(length);
}
