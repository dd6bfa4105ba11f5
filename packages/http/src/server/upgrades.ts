/** WebSocket entry points: the listener hands over the raw upgrade of a known path. */
import type { IncomingMessage, Server } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { UpgradeRoute } from '../route.ts';

export interface Upgrades {
  /** Asks every handler to say goodbye; sockets that stay are cut by `destroy`. */
  close(): void;
  destroy(): void;
}

export function serveUpgrades(server: Server, routes: readonly UpgradeRoute[]): Upgrades {
  const byPath = new Map(routes.map((route) => [route.path, route]));
  const sockets = new Set<Duplex>();
  let closing = false;

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = (request.url ?? '/').split('?', 1)[0]?.replace(/(.)\/+$/, '$1') ?? '/';
    const route = byPath.get(path);
    if (closing || route === undefined) {
      refuse(socket, closing ? 503 : 404);
      return;
    }
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    route.handle(request, socket, head);
  });

  return {
    close() {
      closing = true;
      for (const route of routes) route.close?.();
    },
    destroy() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function refuse(socket: Duplex, status: number): void {
  const body = JSON.stringify({
    error: status === 404 ? 'There is no such API method' : 'The server is restarting',
  });
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n`;
  // The other side may be gone already; there is nothing left to tell it then.
  socket.on('error', () => socket.destroy());
  socket.end(head + body);
}
