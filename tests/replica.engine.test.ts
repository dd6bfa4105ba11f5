/** DATABASE_READ_URL: a replica serves the pages of those who are not signed in, and nothing depends on it. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Instance } from '@fanfare/engines';
import { openFolder, postgresWithReplica, startEngine } from '@fanfare/engines';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';

const PUBLIC = '/api/v1/timelines/public?limit=40';

describe('a replica of the core database', () => {
  let folder: string;
  let servers: Instance;
  let network: Network;
  let author: Person;
  let replicaUrl = '';

  before(async () => {
    folder = await openFolder(await mkdtemp(join(tmpdir(), 'fanfare-replica-')));
    servers = await startEngine(postgresWithReplica, { folder, durable: true });
    const [primary = '', replica = ''] = servers.url.split(',');
    replicaUrl = replica;
    network = await startNetwork({ settings: { DATABASE_URL: primary, DATABASE_READ_URL: replica } });
    author = await network.person('ada');
  });
  after(async () => {
    await network?.stop();
    await servers?.kill();
    await rm(folder, { recursive: true, force: true });
  });

  async function onReplica(sql: string): Promise<string> {
    return (await promisify(execFile)('psql', ['-d', replicaUrl, '-qAtX', '-c', sql])).stdout.trim();
  }

  async function post(status: string): Promise<string> {
    const made = await author.api('POST', '/api/v1/statuses', { status });
    assert.equal(made.status, 200, made.text);
    return made.body.id;
  }

  async function shown(by: 'ada' | 'nobody'): Promise<string[]> {
    const page = await (by === 'ada' ? author.api : network.anyone)<{ id: string }[]>('GET', PUBLIC);
    assert.equal(page.status, 200, page.text);
    return page.body.map(({ id }) => id);
  }

  /** It has done all that the primary has committed. */
  async function caughtUp(): Promise<void> {
    const [row] = await network.query('SELECT pg_current_wal_lsn()::text AS place');
    while ((await onReplica(`SELECT pg_last_wal_replay_lsn() >= '${row?.place}'`)) !== 't');
  }

  it('is asked for what the signed out read, and the primary for what the signed in read', async () => {
    const old = await post('Seen by all');
    const gone = await post('Soon gone');
    await caughtUp();
    assert.deepEqual(await shown('nobody'), [gone, old]);
    await onReplica('SELECT pg_wal_replay_pause()');
    const fresh = await post('Behind the replica');
    await author.api('DELETE', `/api/v1/statuses/${gone}`);
    assert.deepEqual(await shown('ada'), [fresh, old], 'own writes show at once');
    // What is new may come a moment later; what is gone is gone, for that is asked of the primary.
    assert.deepEqual(await shown('nobody'), [old]);
    await onReplica('SELECT pg_wal_replay_resume()');
    await caughtUp();
    assert.deepEqual(await shown('nobody'), [fresh, old]);
  });

  it('may be away: the primary stands in for it, readiness says so, and it is used again afterwards', async () => {
    const before = await shown('ada');
    await servers.kill('replica');
    for (let count = 0; count < 20; count += 1) assert.deepEqual(await shown('nobody'), before);
    const later = await post('Without a replica');
    assert.deepEqual(await shown('nobody'), [later, ...before]);
    const { status, body } = await network.anyone('GET', '/health/ready');
    assert.equal(status, 200);
    assert.match(body.parts.database.detail, /the replica is away, so the primary stands in for it/);

    await servers.start('replica');
    await caughtUp();
    await onReplica('SELECT pg_wal_replay_pause()');
    // As soon as it is found again, what is new does not show to the signed out.
    for (;;) {
      const unseen = await post('Behind it again');
      if (!(await shown('nobody')).includes(unseen)) break;
    }
    await onReplica('SELECT pg_wal_replay_resume()');
    await caughtUp();
    assert.deepEqual(await shown('nobody'), await shown('ada'));
  });
});
