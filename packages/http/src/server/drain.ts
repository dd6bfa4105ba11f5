/** A graceful end: a moment of notice, no new connections, running requests finish within bounds, then everything is cut. */
import type { Server, ServerResponse } from 'node:http';
import { Server as ConnectionServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Upgrades } from './upgrades.ts';

export interface DrainBounds {
  /** In ms; after it connections are cut whatever they do. */
  limit: number;
  /** How long connections are still taken, each for one answer, in ms. */
  notice: number;
  /** How long connections without a request are left to those who keep them, in ms. */
  linger: number;
}

export async function drain(
  app: FastifyInstance,
  extra: readonly Server[],
  upgrades: Upgrades,
  endless: ReadonlySet<ServerResponse>,
  { limit, notice, linger }: DrainBounds,
): Promise<void> {
  upgrades.close();
  for (const response of endless) response.destroy();
  if (notice > 0) await pause(notice);
  const left = linger > 0 ? await listenNoMore(app.server, linger) : null;
  // Those that began meanwhile.
  for (const response of endless) response.destroy();
  const cut = setTimeout(() => {
    app.server.closeAllConnections();
    for (const server of extra) server.closeAllConnections();
    upgrades.destroy();
  }, limit);
  try {
    await left?.gone;
    await Promise.all([app.close(), ...extra.map(closeServer)]);
  } finally {
    clearTimeout(cut);
    upgrades.destroy();
  }
}

/**
 * Whoever keeps a connection may just be sending the next request: closed under it, that request is lost, and nobody
 * knows whether it was done. So each connection is closed by its next answer, or by whoever keeps it unused.
 * Resolves at once; `gone` when all have, or at the bound.
 */
async function listenNoMore(server: Server, linger: number): Promise<{ gone: Promise<void> }> {
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
  return { gone };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // An error here means that it was not listening.
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
