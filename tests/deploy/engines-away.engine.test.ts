/** What a process says of engines that go away under load: one line when each goes, one when it is back, and no flood. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { engineUrl, ownDatabase, ownNamespace } from '@fanfare/engines';
import { fanfare } from '../support/server-process.ts';
import type { Door } from './door.ts';
import { openDoor } from './door.ts';
import type { Line } from './log-store.ts';
import type { Served } from './served.ts';
import { served } from './served.ts';

const REQUESTS = 60;

describe('engines that go away', () => {
  const doors: Record<string, Door> = {};
  let folder: string;
  let database: Awaited<ReturnType<typeof ownDatabase>>;
  let server: Served;
  let token: string;
  let already = 0;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fanfare-away-'));
    database = await ownDatabase('postgres');
    const namespace = ownNamespace();
    const mongodb = new URL(await engineUrl('mongodb'));
    doors.database = await openDoor(database.url);
    doors.redis = await openDoor(await engineUrl('redis'));
    doors.elasticsearch = await openDoor(await engineUrl('elasticsearch'));
    doors.mongodb = await openDoor(
      Object.assign(mongodb, { pathname: `/${namespace.replace('-', '_')}` }).href,
    );
    const settings = {
      FANFARE_NAMESPACE: namespace,
      DATABASE_URL: doors.database.url,
      REDIS_URL: doors.redis.url.replace(/\/$/, ''),
      ELASTICSEARCH_URL: doors.elasticsearch.url.replace(/\/$/, ''),
      IDENTITY_URL: doors.mongodb.url,
      FANFARE_INTERNAL_KEY: 'k'.repeat(32),
    };
    const data = join(folder, 'data');
    server = await served(data, join(folder, 'log'), settings);
    const env = { ...settings, PORT: new URL(server.url).port };
    const account = ['account', 'create', 'ana', '--email', 'ana@example.org', '--password', 'long enough'];
    const made = await fanfare(data, env, ...account);
    assert.equal(made.code, 0, made.out);
    token = (await fanfare(data, env, 'token', 'create', 'ana')).out.trim();
    await visit();
  });
  after(async () => {
    await server?.stop();
    for (const door of Object.values(doors)) await door.stop();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const ask = (path: string, method = 'GET', body?: object) =>
    fetch(`${server.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).then((answer) => answer.text());

  async function visit(): Promise<void> {
    await ask('/api/v1/timelines/home');
    await ask('/api/v2/search?q=tea');
    const wrong = {
      grant_type: 'password',
      username: 'ana',
      password: 'wrong',
      client_id: 'x',
      client_secret: 'x',
    };
    await ask('/oauth/token', 'POST', wrong);
    await ask('/@nobody');
  }

  /** Since the last time. */
  async function said(): Promise<Line[]> {
    const lines = (await server.log()).split('\n').filter((line) => line.startsWith('{'));
    const news = lines.slice(already).map((line) => JSON.parse(line) as Line);
    already = lines.length;
    return news;
  }

  for (const [name, goes, back] of [
    ['redis', /^Redis is away/, /^Redis answers again/],
    ['elasticsearch', /^Elasticsearch does not answer/, /^Elasticsearch answers again/],
    ['mongodb', /^MongoDB is away/, /^MongoDB answers again/],
    ['database', /^The database is away/, /^The database is there again/],
  ] as const) {
    it(`${name}: is said twice, each request once`, async () => {
      const door = doors[name];
      assert.ok(door);
      await said();
      door.close();
      for (let request = 0; request < REQUESTS / 4; request++) await visit();
      await pause(2_500);
      const away = await said();
      const requests = away.filter((line) => line['http.route'] !== undefined);
      assert.equal(requests.length, REQUESTS, 'one line each');
      const rest = away.filter((line) => line['http.route'] === undefined);
      assert.equal(rest.filter(({ message }) => goes.test(String(message))).length, 1, goes.source);
      const count = new Map<string, number>();
      for (const line of rest) {
        const key = `${line['service.name']} ${line['fanfare.group'] ?? line['fanfare.work'] ?? ''} ${line.message}`;
        count.set(key, (count.get(key) ?? 0) + 1);
      }
      assert.deepEqual(
        [...count].filter(([, times]) => times > 1),
        [],
        'nobody repeats himself',
      );
      for (const line of requests) {
        assert.notEqual(line['error.code'], 'internal', JSON.stringify(line).slice(0, 1_000));
        if (line['error.code'] === 'engine_away')
          assert.equal(line.error, undefined, 'a sentence, and no stack');
      }
      door.open();
      const news: Line[] = [];
      while (!news.some(({ message }) => back.test(String(message)))) {
        await visit();
        await pause(100);
        news.push(...(await said()));
      }
      assert.equal(news.filter(({ message }) => back.test(String(message))).length, 1);
    });
  }
});
