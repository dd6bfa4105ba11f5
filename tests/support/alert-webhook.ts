/** Who is told of alerts: notes what the Alertmanager sends, as it comes. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Told {
  name: string;
  receiver: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** When its condition had held for long enough, ms since epoch. */
  startsAt: number;
  /** Null while it fires. */
  resolvedAt: number | null;
  /** When the first message about it came, ms since epoch. */
  toldAt: number;
}

export interface AlertWebhook {
  readonly url: string;
  /** One for each alert and its labels, in the order in which they were told first; a second firing is another. */
  readonly told: readonly Told[];
  /** Resolves once what is told satisfies it; asked after each message. */
  until(satisfied: (told: readonly Told[]) => boolean): Promise<void>;
  /** Answers so and notes nothing, as an address that has moved; null: as ever. */
  refuse(status: number | null): void;
  close(): Promise<void>;
}

interface Message {
  receiver: string;
  alerts: {
    status: 'firing' | 'resolved';
    labels: Record<string, string>;
    annotations: Record<string, string>;
    startsAt: string;
    endsAt: string;
    fingerprint: string;
  }[];
}

export async function alertWebhook(): Promise<AlertWebhook> {
  const told = new Map<string, Told>();
  const waiting = new Set<() => void>();
  let refused: number | null = null;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (refused === null) note(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Message);
    response.writeHead(refused ?? 200).end();
    for (const look of waiting) look();
  });

  function note({ receiver, alerts }: Message): void {
    for (const { status, labels, annotations, startsAt, endsAt, fingerprint } of alerts) {
      const key = `${fingerprint} ${startsAt}`;
      const known = told.get(key);
      told.set(key, {
        name: labels.alertname ?? '',
        receiver,
        labels,
        annotations,
        startsAt: Date.parse(startsAt),
        resolvedAt: status === 'resolved' ? Date.parse(endsAt) : null,
        toldAt: known?.toldAt ?? Date.now(),
      });
    }
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    get told() {
      return [...told.values()];
    },
    until(satisfied) {
      return new Promise((resolve) => {
        const look = () => {
          if (!satisfied([...told.values()])) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
    },
    refuse(status) {
      refused = status;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
