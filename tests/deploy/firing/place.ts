/** Processes of Fanfare, and engines of their own, for somebody to break. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instance } from '@fanfare/engines';
import { engines, freePorts, openFolder, startEngine } from '@fanfare/engines';
import { api } from '@fanfare/testkit';
import type { ServerProcess } from '../../support/server-process.ts';
import { fanfare, serverProcess } from '../../support/server-process.ts';
import type { Letterbox } from './letterbox.ts';
import { letterbox } from './letterbox.ts';

export interface Place {
  readonly server: ServerProcess;
  /** Where its metrics are. */
  readonly address: string;
  readonly folder: string;
}

/** One process with nothing beside it. */
export async function place(folder: string, settings: Record<string, string> = {}): Promise<Place> {
  const [port = 0] = await freePorts(1);
  const server = await serverProcess(folder, { ...settings, METRICS_PORT: String(port) });
  await server.start();
  return { server, address: `127.0.0.1:${port}`, folder };
}

const names = ['postgres', 'redis', 'mongodb', 's3', 'elasticsearch'] as const;
export type OwnEngine = (typeof names)[number];

export interface PlaceOnEngines extends Place {
  readonly engines: ReadonlyMap<OwnEngine, Instance>;
  readonly mail: Letterbox;
  stop(): Promise<void>;
}

/** One process on engines that nobody else uses. */
export async function placeOnEngines(): Promise<PlaceOnEngines> {
  // Databases run as users of their own, who must be let in.
  const folder = await openFolder(await mkdtemp('/var/tmp/fanfare-firing-'));
  const own = new Map<OwnEngine, Instance>();
  const [port = 0] = await freePorts(1);
  const mail = letterbox(port);
  await mail.open();
  const end = async () => {
    await mail.shut();
    await Promise.all([...own.values()].map((instance) => instance.kill()));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const outcomes = await Promise.allSettled(
      names.map(async (name) => {
        const engine = engines.get(name);
        if (engine === undefined) throw new Error(`There is no engine '${name}'`);
        own.set(name, await startEngine(engine, { folder, durable: true }));
      }),
    );
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    const url = (name: OwnEngine) => own.get(name)?.url ?? '';
    const made = await place(join(folder, 'data'), {
      DATABASE_URL: url('postgres'),
      REDIS_URL: url('redis'),
      IDENTITY_URL: url('mongodb'),
      MEDIA_URL: url('s3'),
      ELASTICSEARCH_URL: url('elasticsearch'),
      SMTP_URL: `smtp://127.0.0.1:${port}?tls=optional&from=place@example.org`,
    });
    const stop = async () => {
      await made.server.kill();
      await end();
    };
    return { ...made, engines: own, mail, stop };
  } catch (error) {
    await end();
    throw error;
  }
}

/** A post that somebody must decide about. @returns what takes it back */
export async function held({ server, folder }: Place): Promise<() => Promise<void>> {
  const run = async (...args: string[]): Promise<Record<string, string>> => {
    const { code, out } = await fanfare(folder, {}, ...args, '--json');
    if (code !== 0) throw new Error(out);
    return JSON.parse(out) as Record<string, string>;
  };
  await run('account', 'create', 'ada', '--email', 'ada@example.org', '--password', 'password');
  const { access_token: token = '' } = await run('token', 'create', 'ada', '--scopes', 'read write');
  const ada = api(server.url, token);
  const { body } = await ada<{ id: string }>('POST', '/api/v1/statuses', { status: 'May I?' });
  return async () => {
    const { status } = await ada('DELETE', `/api/v1/statuses/${body.id}`);
    if (status !== 200) throw new Error(`Withdrawing answered ${status}`);
  };
}

/** Wrong passwords, one after the other, until told to stop. */
export async function guess({ server }: Place, on: () => boolean): Promise<void> {
  const anyone = api(server.url, null);
  const { body } = await anyone<{ client_id: string; client_secret: string }>('POST', '/api/v1/apps', {
    client_name: 'guess',
    redirect_uris: 'urn:ietf:wg:oauth:2.0:oob',
    scopes: 'read',
  });
  const { client_id, client_secret } = body;
  for (let count = 0; on(); count += 1)
    await anyone('POST', '/oauth/token', {
      ...{ client_id, client_secret, grant_type: 'password', scope: 'read' },
      ...{ username: `nobody-${count % 50}@example.org`, password: 'not this one' },
    });
}
