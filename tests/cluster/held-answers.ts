/** Stands before a service and can hold back what it answers, until the test lets go. */
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HeldAnswers {
  readonly url: string;
  /** From now on whole answers wait here. Resolves with how many wait, once there is one. */
  hold(): Promise<void>;
  release(): void;
  close(): Promise<void>;
}

export async function heldAnswers(target: string): Promise<HeldAnswers> {
  let gate: Promise<void> | null = null;
  let open: () => void = () => {};
  let arrived: () => void = () => {};

  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { hostname, port } = new URL(target);
    const { url: path, method, headers } = incoming;
    const asked = request({ hostname, port, path, method, headers });
    const answered = once(asked, 'response');
    asked.end(Buffer.concat(chunks));
    const [answer] = (await answered) as [IncomingMessage];
    const body: Buffer[] = [];
    for await (const chunk of answer) body.push(chunk as Buffer);
    arrived();
    await gate;
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(Buffer.concat(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold() {
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return new Promise((resolve) => {
        arrived = resolve;
      });
    },
    release() {
      gate = null;
      open();
    },
    async close() {
      open();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
