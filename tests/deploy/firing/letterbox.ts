/** A mail server that says what a health check wants to hear, and that can go away and come back. */
import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';

export interface Letterbox {
  open(): Promise<void>;
  shut(): Promise<void>;
}

export function letterbox(port: number): Letterbox {
  let server: Server | null = null;
  const sockets = new Set<Socket>();
  return {
    async open() {
      server = createServer((socket) => {
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
        socket.on('error', () => socket.destroy());
        socket.setEncoding('utf8');
        socket.write('220 letterbox\r\n');
        socket.on('data', (line: string) => {
          const bye = /^quit/i.test(line);
          socket.write(bye ? '221 Bye\r\n' : '250 letterbox\r\n');
          if (bye) socket.end();
        });
      }).listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    async shut() {
      for (const socket of sockets) socket.destroy();
      const closing = server;
      server = null;
      if (closing === null) return;
      closing.close();
      await once(closing, 'close');
    },
  };
}
