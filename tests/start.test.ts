/** What stops a start is said in one sentence that tells what to do, with exit code 2, and nothing is changed. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { needsOneProcess } from '@fanfare/testkit';
import { fanfare, serverProcess } from './support/server-process.ts';
import { ENDS_WITHIN, stoppedStart } from './support/stopped-start.ts';

describe('a start that cannot be', { skip: needsOneProcess() }, () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fanfare-start-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function refused(settings: Record<string, string>, says: RegExp, ...args: string[]): Promise<void> {
    const { code, out } = await fanfare(folder, { PORT: '0', ...settings }, 'serve', ...args);
    assert.equal(code, 2, out);
    assert.match(out, says);
    assert.equal(out.trim().split('\n').length, 1, `more than a sentence: ${out}`);
  }

  it('says which settings one service alone lacks', async () => {
    await refused(
      {},
      /^A process with only timeline .* DATABASE_URL, NOTIFICATION_DATABASE_URL, REDIS_URL, KAFKA_BROKERS, FANFARE_INTERNAL_KEY, FANFARE_AUTH_URL, FANFARE_WRITE_URL, FANFARE_READ_URL, FANFARE_USER_GRAPH_URL, FANFARE_FANOUT_URL, FANFARE_SEARCH_URL, FANFARE_NOTIFICATION_URL/,
      '--services',
      'timeline',
    );
    assert.deepEqual(await readdir(folder), []);
  });

  it('says what to write instead of a wrong setting', async () => {
    await refused({ PORT: '99999' }, /^PORT must be a whole number from 0 to 65535, not "99999"\.$/m);
    await refused({ RATE_LIMITS: 'perhaps' }, /^RATE_LIMITS must be on or off/);
    await refused({ OTEL_TRACES_SAMPLER_ARG: '5' }, /^OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1/);
    await refused({ APPROVAL_POLICY: 'some' }, /^APPROVAL_POLICY must be one of off, new-accounts, everyone/);
    await refused({ FANFARE_SERVICES: 'auth,tea' }, /^FANFARE_SERVICES must be "all" or some of auth/);
    await refused(
      { DATABASE_URL: 'oracle://somewhere' },
      /^DATABASE_URL must be a URL that begins with postgres:\/\/ or mysql:\/\/\.$/m,
    );
    assert.deepEqual(await readdir(folder), []);
  });

  it('says which two engines do not go together', () =>
    refused(
      { DATABASE_READ_URL: 'postgres://localhost/x' },
      /^DATABASE_READ_URL is a replica of DATABASE_URL/,
    ));

  it('says how headers for the collector of traces are written', () =>
    refused(
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318', OTEL_EXPORTER_OTLP_HEADERS: 'hush' },
      /^OTEL_EXPORTER_OTLP_HEADERS must be name=value, or several with commas between them\.$/m,
    ));

  it('says that the folder cannot be used', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    await refused({ FANFARE_DATA: join(file, 'data') }, /FANFARE_DATA/);
    await rm(file);
  });

  it('says that the port is taken, before anything is made', async (t) => {
    const taken = createServer();
    t.after(() => taken.close());
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    await refused({ PORT: String(typeof address === 'object' ? address?.port : 0) }, /PORT/);
    assert.deepEqual(
      (await readdir(folder)).filter((file) => !file.startsWith('lock.db')),
      [],
    );
  });

  it('says that another server owns the data', async () => {
    const server = await serverProcess(folder);
    await server.start();
    await refused({}, /^Another Fanfare is running on/);
    const migrated = await fanfare(folder, {}, 'migrate');
    assert.equal(migrated.code, 2, migrated.out);
    assert.match(migrated.out, /^Another Fanfare is running on/);
    await server.stop();
  });

  it('refuses a database that only a newer version can read, and changes nothing', async () => {
    const { code, out } = await fanfare(folder, {}, 'migrate');
    assert.equal(code, 0, out);
    const db = new DatabaseSync(join(folder, 'fanfare.db'));
    const [table] = db
      .prepare("SELECT name FROM sqlite_master WHERE name LIKE '%meta' AND name NOT LIKE 'notification%'")
      .all();
    db.prepare(`INSERT INTO ${table?.name} (name, value) VALUES ('oldest_version', '999.0.0')`).run();
    const before = db.prepare('PRAGMA schema_version').get();
    await refused({}, /needs Fanfare 999\.0\.0 or newer/);
    assert.deepEqual(db.prepare('PRAGMA schema_version').get(), before);
    db.close();
  });
});

describe('a start that is interrupted', { skip: needsOneProcess() }, () => {
  it('ends cleanly on a signal at any moment, and starts again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fanfare-signal-'));
    for (const delay of [20, 150, 300, 450, 600]) {
      const server = await serverProcess(folder);
      const started = server.start().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, delay));
      await server.stop();
      await started;
    }
    const server = await serverProcess(folder);
    await server.start();
    assert.equal((await fetch(`${server.url}/health/ready`)).status, 200);
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('ends soon also while a service waits for an engine that takes connections and never answers', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'fanfare-silent-'));
    const asked = Promise.withResolvers<void>();
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('data', () => asked.resolve());
    });
    t.after(async () => {
      for (const socket of sockets) socket.destroy();
      silent.close();
      await rm(folder, { recursive: true, force: true });
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const settings = {
      ...{ PORT: '0', FANFARE_DATA: folder, LOG_LEVEL: 'info' },
      ELASTICSEARCH_URL: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    };
    const { code, took, output } = await stoppedStart(settings, () => asked.promise);
    assert.equal(code, 0, output);
    assert.match(output, /Stopping/);
    assert.ok(took < ENDS_WITHIN, `it took ${Math.round(took)} ms:\n${output}`);
    // It has given the data folder back.
    const migrated = await fanfare(folder, {}, 'migrate');
    assert.equal(migrated.code, 0, migrated.out);
  });
});

describe('a start with embedded engines', { skip: needsOneProcess() }, () => {
  it('loads no client of an engine, and nothing that sends traces', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fanfare-loads-'));
    const hook = new URL('support/report-loads.ts', import.meta.url).href;
    const server = await serverProcess(folder, { NODE_OPTIONS: `--import=${hook}` });
    await server.start();
    for (const path of ['/health/ready', '/api/v2/instance', '/api/v1/timelines/public'])
      assert.equal((await fetch(server.url + path)).status, 200, path);
    const loaded = [...server.output().matchAll(/^loaded (.*)$/gm)].map(([, name]) => name ?? '');
    await server.stop();
    await rm(folder, { recursive: true, force: true });
    assert.ok(loaded.includes('fastify') && loaded.includes('kysely'), `it sees nothing: ${loaded}`);
    const clients =
      /^(pg|mysql2|redis|@redis\/.*|@platformatic\/.*|mongodb|@elastic\/.*|@aws-sdk\/.*|nodemailer|@opentelemetry\/.*)$/;
    assert.deepEqual(
      loaded.filter((name) => clients.test(name)),
      [],
    );
  });
});
