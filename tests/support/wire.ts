/** HTTP as it is on the wire: any path, any body, every header; kept connections and no more work than that. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent, request } from 'node:http';

export interface Asked {
  method: string;
  /** Sent as it stands: it may be what no URL parser lets through. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
}

export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  /** Empty for a stream of events. */
  text: string;
}

export interface Wire {
  /** A stream of events is left as soon as its headers are there. */
  ask(asked: Asked): Promise<Answered>;
  /** An answer that goes on: every chunk is handed over until `close`. */
  listen(asked: Asked, hear: (chunk: string) => void): Promise<Answered>;
  close(): void;
}

export function wire(url: string): Wire {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });

  /** Streams have connections of their own: they would hold those of the agent for ever. */
  function send({ method, path, headers, body }: Asked, from: Agent | false): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      // Said always: a DELETE has no length of its own accord.
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const sent = request(
        { hostname, port, method, path, agent: from, headers: { ...length, ...headers } },
        resolve,
      );
      // Whoever is refused before the body was read may see the connection go while it still writes.
      sent.on('error', (cause) => reject(new Error(`${method} ${path.slice(0, 200)} failed`, { cause })));
      sent.end(body);
    });
  }

  function isStream(response: IncomingMessage): boolean {
    return String(response.headers['content-type']).startsWith('text/event-stream');
  }

  return {
    async ask(asked) {
      const response = await send(asked, agent);
      const { headers } = response;
      const status = response.statusCode ?? 0;
      if (isStream(response)) {
        response.destroy();
        return { status, headers, text: '' };
      }
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      return { status, headers, text: Buffer.concat(chunks).toString('utf8') };
    },
    async listen(asked, hear) {
      const response = await send(asked, false);
      response.setEncoding('utf8');
      response.on('data', hear);
      // The server ends its streams when it stops.
      response.on('error', () => {});
      return { status: response.statusCode ?? 0, headers: response.headers, text: '' };
    },
    close: () => agent.destroy(),
  };
}
