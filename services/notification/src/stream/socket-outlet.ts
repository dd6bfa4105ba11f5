/** Frames over a WebSocket. */
import type { WebSocket } from 'ws';
import { MAX_WAITING } from '../config.ts';
import type { Frame } from '../domain/frame.ts';
import { socketText } from '../domain/frame.ts';
import type { CloseReason, Outlet } from './outlet.ts';

/** Close codes: service restart, policy violation. */
const codes: Record<Exclude<CloseReason, 'slow'>, number> = { restart: 1012, revoked: 1008 };
/** How long the other side may take to answer the goodbye, in ms. */
const GOODBYE = 1_000;
const LITTLE = MAX_WAITING / 4;

export function socketOutlet(socket: WebSocket): Outlet {
  let answered = true;
  let waiters: (() => void)[] = [];
  socket.on('pong', () => {
    answered = true;
  });
  socket.on('close', release);

  function release(): void {
    for (const resolve of waiters.splice(0)) resolve();
  }

  function write(text: string): void {
    // A failed write closes the socket, and then nobody waits any more.
    socket.send(text, () => {
      if (waiters.length > 0 && socket.bufferedAmount < LITTLE) release();
    });
  }

  return {
    kind: 'socket',
    send: (frame: Frame) => write(socketText(frame)),
    refuse: (error, status) => write(JSON.stringify({ error, status })),
    beat() {
      if (answered) {
        answered = false;
        socket.ping();
      } else {
        socket.terminate();
      }
    },
    waiting: () => socket.bufferedAmount,
    async drained() {
      if (socket.readyState !== socket.OPEN || socket.bufferedAmount < LITTLE) return;
      await new Promise<void>((resolve) => {
        waiters = [...waiters, resolve];
      });
    },
    close(reason) {
      if (reason === 'slow') {
        socket.terminate();
        return;
      }
      socket.close(
        codes[reason],
        reason === 'restart' ? 'The server restarts' : 'The token is no longer valid',
      );
      setTimeout(() => socket.terminate(), GOODBYE).unref();
    },
  };
}
