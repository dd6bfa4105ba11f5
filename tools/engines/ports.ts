/** Ports for what starts in a moment, and may be killed and started again later. */
import { randomInt } from 'node:crypto';
import type { Server } from 'node:net';
import { createServer } from 'node:net';

/** Below what systems give to outgoing connections and to whoever asks for any port, so nobody takes one by chance. */
const LOWEST = 12_000;
const HIGHEST = 32_000;
/** Ports go out in blocks. The first of a block says whose it is, and is given to nobody. */
const BLOCK = 50;
const BLOCKS = (HIGHEST - LOWEST) / BLOCK;

/** Of the block at hand, those that were not looked at yet. */
let rest: number[] = [];
/** Held for as long as this process lives: the system itself keeps other processes out of the block. */
const guards: Server[] = [];
let turn: Promise<unknown> = Promise.resolve();

/**
 * Ports that can be bound now, never one twice in a process, and none that another process was given which still lives,
 * bound or not. So whatever stops and starts again finds its own still free.
 */
export function freePorts(count: number): Promise<number[]> {
  const mine = turn.then(() => take(count));
  turn = mine.catch(() => {});
  return mine;
}

async function take(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    if (rest.length === 0) rest = await block();
    const port = rest.shift() ?? 0;
    const server = await bound(port);
    if (server === null) continue;
    await new Promise((resolve) => server.close(resolve));
    ports.push(port);
  }
  return ports;
}

async function block(): Promise<number[]> {
  for (let tries = 0; tries < 4 * BLOCKS; tries++) {
    const first = LOWEST + BLOCK * randomInt(BLOCKS);
    const guard = await bound(first);
    if (guard === null) continue;
    guards.push(guard.unref());
    return Array.from({ length: BLOCK - 1 }, (_, index) => first + 1 + index);
  }
  throw new Error(`No port between ${LOWEST} and ${HIGHEST} is free`);
}

/** Null: somebody has it, on whatever address. */
function bound(port: number): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
