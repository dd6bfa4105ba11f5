/** A graceful end: no new connections, running requests finish within bounds, then everything is cut. */
import type { Server } from 'node:http';
import { Server as ConnectionServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Upgrades } from './upgrades.ts';

export interface DrainBounds {
  /** In ms; after it connections are cut whatever they do. */
  limit: number;
  /** How long connections without a request are left to those who keep them, in ms. */
  linger: number;
}

export async function drain(
  app: FastifyInstance,
  extra: readonly Server[],
  upgrades: Upgrades,
  { limit, linger }: DrainBounds,
): Promise<void> {
  const left = linger > 0 ? await listenNoMore(app.server, linger) : Promise.resolve();
  upgrades.close();
  const cut = setTimeout(() => {
    app.server.closeAllConnections();
    for (const server of extra) server.closeAllConnections();
    upgrades.destroy();
  }, limit);
  try {
    await left;
    await Promise.all([app.close(), ...extra.map(closeServer)]);
  } finally {
    clearTimeout(cut);
    upgrades.destroy();
  }
}

/**
 * Whoever keeps a connection may just be sending the next request: closed under it, that request is lost, and nobody
 * knows whether it was done. So each connection is closed by its next answer, or by whoever keeps it unused.
 * Resolves at once; the promise inside when all have gone, or at the bound.
 */
async function listenNoMore(server: Server, linger: number): Promise<Promise<void>> {
  // Who has been connected by the system is taken first: two turns of the loop, each with its look at the listener.
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  const gone = new Promise<void>((resolve) => {
    const bound = setTimeout(resolve, linger);
    // The server's own close would end unused connections at once.
    ConnectionServer.prototype.close.call(server, () => {
      clearTimeout(bound);
      resolve();
    });
  });
  return gone;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // An error here means that it was not listening.
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
