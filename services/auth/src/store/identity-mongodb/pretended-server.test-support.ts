/** Speaks as much of MongoDB's protocol as it takes to refuse a client: no stand-in knows passwords or old versions. */
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { BSON } from 'mongodb';

const OP_QUERY = 2004;
const OP_REPLY = 1;
const OP_MSG = 2013;

export interface PretendedServer {
  port: number;
  close(): Promise<void>;
}

/** @param answer to a command, by its name; undefined is { ok: 1 } */
export async function pretendedServer(
  answer: (command: string) => object | undefined,
): Promise<PretendedServer> {
  const server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('error', () => {}); // the client may leave at any time
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      while (received.length >= 16 && received.length >= received.readInt32LE(0)) {
        const message = received.subarray(0, received.readInt32LE(0));
        received = received.subarray(message.length);
        socket.write(reply(message, answer));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function reply(message: Buffer, answer: (command: string) => object | undefined): Buffer {
  const query = message.readInt32LE(12) === OP_QUERY;
  // A query names its collection, then skips and limits; a message has flags and the kind of its section.
  const at = query ? message.indexOf(0, 20) + 1 + 8 : 21;
  const command = Object.keys(BSON.deserialize(message.subarray(at)))[0] ?? '';
  const body = BSON.serialize(answer(command.toLowerCase()) ?? { ok: 1 });
  const between = query ? Buffer.alloc(20) : Buffer.alloc(5);
  if (query) between.writeInt32LE(1, 16); // one document
  const head = Buffer.alloc(16);
  head.writeInt32LE(head.length + between.length + body.length, 0);
  head.writeInt32LE(message.readInt32LE(4), 8);
  head.writeInt32LE(query ? OP_REPLY : OP_MSG, 12);
  return Buffer.concat([head, between, body]);
}
