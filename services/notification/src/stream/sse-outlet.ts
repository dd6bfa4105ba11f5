/** Frames as server-sent events, in the body of an answer. */
import { PassThrough } from 'node:stream';
import { MAX_WAITING } from '../config.ts';
import type { Frame } from '../domain/frame.ts';
import { sseText } from '../domain/frame.ts';
import type { Outlet } from './outlet.ts';

const LITTLE = MAX_WAITING / 4;

export interface SseOutlet extends Outlet {
  readonly body: PassThrough;
}

export function sseOutlet(): SseOutlet {
  const body = new PassThrough();
  let waiters: (() => void)[] = [];

  function release(): void {
    for (const resolve of waiters.splice(0)) resolve();
  }

  function waiting(): number {
    return body.writableLength + body.readableLength;
  }

  function write(text: string): void {
    if (body.destroyed || body.writableEnded) return;
    body.write(text, () => {
      if (waiters.length > 0 && waiting() < LITTLE) release();
    });
  }

  body.on('close', release);
  // The headers go out with the first bytes.
  write(':)\n\n');

  return {
    kind: 'sse',
    body,
    send: (frame: Frame) => write(sseText(frame)),
    refuse: (error, status) => write(`event: error\ndata: ${JSON.stringify({ error, status })}\n\n`),
    beat: () => write(':thump\n\n'),
    waiting,
    async drained() {
      if (body.destroyed || waiting() < LITTLE) return;
      await new Promise<void>((resolve) => {
        waiters = [...waiters, resolve];
      });
    },
    close(reason) {
      if (reason === 'slow') body.destroy();
      else body.end();
    },
  };
}
