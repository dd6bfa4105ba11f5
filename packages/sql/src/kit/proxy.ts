/** A wire between client and server that can go silent, swallow an answer, or be cut. */
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

export interface Wire {
  readonly port: number;
  /** Nothing passes any more, in either direction, and nobody is told; until `mend`. */
  silence(): void;
  /** Once what the client sends matches, the server gets it, and its answer is lost with the connection. */
  loseAnswerTo(text: RegExp): void;
  /** Connections made from now on are whole; those that were silent stay so. */
  mend(): void;
  close(): Promise<void>;
}

/**
 * @param target the server's port on the loopback address
 * @param port its own; any that is free by default
 */
export async function wireTo(target: number, port = 0): Promise<Wire> {
  let silent = false;
  let losing: RegExp | null = null;
  const sockets = new Set<Socket>();

  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    let answers = true;
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', () => {
        sockets.delete(socket);
        end();
      });
    }
    const born = { silent };
    client.on('data', (bytes) => {
      if (silent || born.silent) return;
      if (losing?.test(bytes.toString('latin1'))) {
        losing = null;
        answers = false;
      }
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (!answers) end();
      else if (silent) born.silent = true;
      else if (!born.silent) client.write(bytes);
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    silence() {
      silent = true;
    },
    loseAnswerTo(text) {
      losing = text;
    },
    mend() {
      silent = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
