/** Something to scrape whose numbers a test decides. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fed, Line } from './fed.ts';

export interface Feed {
  readonly address: string;
  /** From now on the numbers of these alerts are bad, those of all others good. */
  bad(...alerts: readonly string[]): void;
  close(): Promise<void>;
}

/** @param base where counters begin */
export async function feed(troubles: readonly Fed[], base = 0): Promise<Feed> {
  let bad = new Set<string>();
  let turned = Date.now();
  let looked = Date.now();
  const counters = new Map<string, number>();

  function value({ series, kind, good, bad: worse }: Line, alert: string, passed: number): number {
    const trouble = bad.has(alert);
    // An age grows while it lasts.
    if (kind === 'gauge' && series.startsWith('fanfare_consumer_lag_seconds'))
      return trouble ? (worse * (Date.now() - turned)) / 1000 : good;
    if (kind === 'gauge') return trouble ? worse : good;
    const sum = (counters.get(series) ?? base) + passed * (trouble ? worse : good);
    counters.set(series, sum);
    return sum;
  }

  const server = createServer((_, response) => {
    const passed = (Date.now() - looked) / 1000;
    looked = Date.now();
    const text = troubles.flatMap(({ alert, lines }) =>
      lines.flatMap((line) => {
        const now = value(line, alert, passed);
        return Number.isNaN(now) ? [] : `${line.series} ${now}\n`;
      }),
    );
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(text.join(''));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    bad(...alerts) {
      bad = new Set(alerts);
      turned = Date.now();
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
