/** A server that says what an Elasticsearch might. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  status?: number;
  /** Elasticsearch names itself in a header; others do not. */
  product?: string | null;
  body?: object;
}

export interface Answers {
  url: string;
  /** Methods and paths that were asked for, with the body. */
  asked: { path: string; body: string }[];
  close(): Promise<void>;
}

/** @param next answers one request after the other */
export async function answersWith(next: (path: string, body: string) => Answer): Promise<Answers> {
  const asked: Answers['asked'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = `${request.method} ${request.url}`;
      const text = Buffer.concat(chunks).toString();
      asked.push({ path, body: text });
      const { status = 200, product = 'Elasticsearch', body = {} } = next(path, text);
      response.writeHead(status, {
        'content-type': 'application/vnd.elasticsearch+json;compatible-with=8',
        ...(product === null ? {} : { 'x-elastic-product': product }),
      });
      response.end(JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export function version(number: string): Answer {
  return { body: { name: 'n1', cluster_name: 'c', version: { number }, tagline: 'You Know, for Search' } };
}
