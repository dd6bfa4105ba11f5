/** A way to an engine that can be closed for a moment, without harm to others who use the engine. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';

export interface Door {
  /** The engine's, through here. */
  readonly url: string;
  /** Cuts whoever is connected, and cuts whoever comes. */
  close(): void;
  open(): void;
  stop(): Promise<void>;
}

export async function openDoor(engine: string): Promise<Door> {
  const { hostname, port } = new URL(engine);
  const open = new Set<Socket>();
  let closed = false;
  const server = createServer((near) => {
    if (closed) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.pipe(other);
      socket.once('close', () => {
        open.delete(socket);
        other.destroy();
      });
      // `close` follows, and says the same.
      socket.on('error', () => {});
    }
  });
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It listens on no port');
  return {
    url: Object.assign(new URL(engine), { host: `127.0.0.1:${address.port}` }).href,
    close() {
      closed = true;
      cut();
    },
    open() {
      closed = false;
    },
    async stop() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
