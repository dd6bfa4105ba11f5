/** Opening listeners: what goes wrong is said in one sentence that says what to do. */
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { Server as TcpServer } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { StartError } from '@fanfare/kernel';

const usual = { host: 'HOST', port: 'PORT' };

/** @param settings how what is wrong is set right */
export function portError(error: unknown, host: string, port: number, settings = usual): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new StartError(
        `Port ${port} on ${host} is in use: stop the program that uses it, or set ${settings.port} to another number.`,
        { cause: error },
      );
    case 'EACCES':
      return new StartError(
        `Port ${port} on ${host} may not be opened: set ${settings.port} to a number from 1024 up.`,
        { cause: error },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(
        `${host} is no address of this machine: set ${settings.host} to 127.0.0.1, or to 0.0.0.0 for every address.`,
        { cause: error },
      );
    default:
      return error;
  }
}

/**
 * The port to listen on, known before the first link is made: PORT, or a free one for 0. Nothing holds it yet.
 * @throws StartError when it cannot be opened, so that a start ends before anything was changed
 */
export function choosePort(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createTcpServer();
    probe.once('error', (error) => reject(portError(error, host, port)));
    probe.listen(port, host, () => {
      const chosen = boundPort(probe, port);
      probe.close(() => resolve(chosen));
    });
  });
}

/** @param otherwise where it listens on no port */
export function boundPort(server: TcpServer, otherwise: number): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : otherwise;
}

/** A unix socket that only this user can open. @throws StartError */
export async function openSocket(path: string, listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  // The socket has its mode from the first moment, not a moment later.
  const mask = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
  } catch (cause) {
    throw new StartError(
      `The local socket ${path} could not be opened: end the other server on this data, or remove the file.`,
      { cause },
    );
  } finally {
    process.umask(mask);
  }
  return server;
}
