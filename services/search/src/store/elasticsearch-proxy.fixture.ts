/** Stands between us and an Elasticsearch, and is a bad go-between when it is told to be. */
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `deaf`: questions are taken and never answered. `cut`: every connection ends at once. */
export type Manner = 'good' | 'deaf' | 'cut';

export interface Proxy {
  url: string;
  become(manner: Manner): void;
  close(): Promise<void>;
}

export async function proxyTo(url: string): Promise<Proxy> {
  let manner: Manner = 'good';
  const server = createServer((asked, answer) => {
    if (manner === 'cut') {
      asked.socket.destroy();
      return;
    }
    if (manner === 'deaf' && asked.url?.includes('/_search')) return;
    const { method, headers } = asked;
    const onward = request(`${url}${asked.url}`, { method, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    become(next) {
      manner = next;
      if (next === 'cut') server.closeAllConnections();
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
