/** A graceful end: no new connections, running requests finish within bounds, then everything is cut. */
import type { Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Upgrades } from './upgrades.ts';

/** @param limit in ms; after it connections are cut whatever they do */
export async function drain(
  app: FastifyInstance,
  extra: readonly Server[],
  upgrades: Upgrades,
  limit: number,
): Promise<void> {
  upgrades.close();
  const cut = setTimeout(() => {
    app.server.closeAllConnections();
    for (const server of extra) server.closeAllConnections();
    upgrades.destroy();
  }, limit);
  try {
    await Promise.all([app.close(), ...extra.map(closeServer)]);
  } finally {
    clearTimeout(cut);
    upgrades.destroy();
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // An error here means that it was not listening.
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
