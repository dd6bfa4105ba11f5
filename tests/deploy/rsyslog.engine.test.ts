/** deploy/rsyslog: the log file of a real server, through a real rsyslog, into a real Elasticsearch; both may be away. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Rsyslog } from '@fanfare/engines';
import { rsyslogProgram, startRsyslog } from '@fanfare/engines';
import { api } from '@fanfare/testkit';
import { withTableGone } from '../leak/sabotage.ts';
import { fanfare } from '../support/server-process.ts';
import type { Line, LogStore } from './log-store.ts';
import { logStore } from './log-store.ts';
import type { Served } from './served.ts';
import { served } from './served.ts';

const configuration = join(import.meta.dirname, '../../deploy/rsyslog/fanfare.conf');

describe('deploy/rsyslog/fanfare.conf', () => {
  let folder: string;
  let logs: string;
  let data: string;
  let store: LogStore;
  let server: Served;
  let rsyslog: Rsyslog;
  let environment: Record<string, string>;
  let owner: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fanfare-rsyslog-'));
    [logs, data] = [join(folder, 'logs'), join(folder, 'data')];
    await Promise.all([mkdir(logs), mkdir(join(folder, 'spool'))]);
    [store, server] = await Promise.all([
      logStore(folder),
      served(data, join(logs, 'fanfare.log'), { LOG_LEVEL: 'info' }),
    ]);
    environment = {
      FANFARE_LOG_FILES: join(logs, '*.log'),
      FANFARE_LOG_SPOOL: join(folder, 'spool'),
      ELASTICSEARCH_HOST: '127.0.0.1',
      ELASTICSEARCH_PORT: new URL(store.url).port,
      ELASTICSEARCH_USER: '',
      ELASTICSEARCH_PASSWORD: '',
    };
    rsyslog = await startRsyslog(configuration, join(folder, 'rsyslog'), environment);
    const account = ['account', 'create', 'ana', '--email', 'ana@example.org', '--password', 'long enough'];
    const made = await fanfare(data, {}, ...account, '--role', 'owner');
    assert.equal(made.code, 0, made.out);
    const scopes = 'read write admin:read admin:write';
    owner = (await fanfare(data, {}, 'token', 'create', 'ana', '--scopes', scopes)).out.trim();
  });
  after(async () => {
    await server?.stop();
    await rsyslog?.kill();
    await store?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Asked until it is there: how long a line takes is for the queues to say. */
  async function found(words: string, count = 1): Promise<Line[]> {
    for (;;) {
      const lines = await store.search(words);
      if (lines.length >= count) return lines;
      await pause(100);
    }
  }
  const quoted = (value: string) => `"${value}"`;

  it('is read by rsyslog, and a wrong one is not', async () => {
    const check = async (file: string) =>
      promisify(execFile)(await rsyslogProgram(), ['-N1', '-f', file], {
        env: { ...process.env, ...environment },
      });
    await check(configuration);
    const wrong = join(folder, 'wrong.conf');
    await appendFile(
      wrong,
      (await readFile(configuration, 'utf8')).replace('type="mmjsonparse"', 'type="nobody"'),
    );
    await assert.rejects(check(wrong));
  });

  it('brings the line of a request, found by its trace and by its id', async () => {
    const trace = randomBytes(16).toString('hex');
    const answer = await fetch(`${server.url}/api/v1/timelines/public`, {
      headers: { traceparent: `00-${trace}-${'b'.repeat(16)}-01` },
    });
    const id = answer.headers.get('x-request-id') ?? '';
    const [line] = await found(`trace.id:${trace} AND http.route:*`);
    assert.equal(line?.['http.request.id'], id);
    assert.equal(line?.['http.route'], '/api/v1/timelines/public');
    assert.equal(line?.['http.response.status_code'], 200);
    assert.equal(typeof line?.['event.duration'], 'number');
    assert.deepEqual(line?.data_stream, { dataset: 'fanfare', type: 'logs', namespace: 'default' });
    assert.deepEqual(await found(`http.request.id:${quoted(id)} AND http.route:*`), [line]);
  });

  it('brings an error once, with its cause', async () => {
    const failed = await withTableGone(data, 'statuses', () =>
      fetch(`${server.url}/api/v1/timelines/public?local=true`),
    );
    assert.equal(failed.status, 500);
    const id = failed.headers.get('x-request-id') ?? '';
    const lines = await found(`http.request.id:${quoted(id)} AND log.level:error`);
    assert.equal(lines.length, 1);
    const { stack_trace } = (lines[0]?.error ?? {}) as Record<string, string>;
    assert.match(stack_trace ?? '', /no such table: .*statuses/);
    assert.deepEqual(await found('error.stack_trace:"no such table"'), lines);
  });

  it('brings what the audit log got into a data stream of its own', async () => {
    const put = await api(server.url, owner)('PUT', '/api/v1/admin/approval_policy', { mode: 'everyone' });
    assert.equal(put.status, 200, put.text);
    const [line] = await found('event.action:policy.update');
    assert.deepEqual(line?.data_stream, { dataset: 'fanfare.audit', type: 'logs', namespace: 'default' });
    assert.equal((await store.search('event.action:policy.update', 'logs-fanfare.audit-default')).length, 1);
  });

  it('puts aside what is no line of ours, and nowhere what makes somebody the owner', async () => {
    const broken = ['{"message": "cut o', 'FATAL ERROR: heap out of memory', '{"no":"message"}'];
    await appendFile(join(logs, 'other.log'), `${broken.join('\n')}\n`);
    const unread = join(folder, 'spool', 'unread.log');
    const aside = () => readFile(unread, 'utf8').catch(() => '');
    let text = await aside();
    while (!broken.every((line) => text.includes(line))) {
      await pause(50);
      text = await aside();
    }
    assert.match(await server.log(), /\/setup\//);
    assert.doesNotMatch(await aside(), /setup/);
    assert.deepEqual(await store.search('"setup"'), []);
    const refused = (await readdir(join(folder, 'spool'))).filter((name) => name === 'refused.log');
    assert.deepEqual(refused, [], 'Elasticsearch took every line');
  });

  it('loses nothing while Elasticsearch is away, also when rsyslog is killed meanwhile', async () => {
    const visit = async (name: string, times: number) => {
      for (let time = 0; time < times; time++)
        await fetch(`${server.url}/api/v1/timelines/public`, {
          headers: { 'x-request-id': `away-${name}-${time}` },
        });
    };
    await store.stop();
    await visit('first', 40);
    await pause(500);
    await rsyslog.kill();
    await visit('second', 40);
    await rsyslog.start();
    await store.start();
    const lines = await found('http.request.id:away-*', 80);
    const ids = lines.map((line) => String(line['http.request.id']));
    assert.equal(new Set(ids).size, 80);
    assert.equal(ids.length, 80, 'each stands there once');
  });
});
