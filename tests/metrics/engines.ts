import assert from 'node:assert/strict';
import { it } from 'node:test';
import { look, lookUntil, moves } from './look.ts';
import type { World } from './world.ts';

const CALLS = 'fanfare_engine_call_duration_seconds_count';
const ok = { outcome: 'ok' };

export function engineTests(world: () => World): void {
  it('what engines are asked, by operation', async () => {
    const { network, bob, post } = world();
    const before = await look(network);
    await post(bob, 'asked of all of them');
    await bob.api('GET', '/api/v1/timelines/home');
    await bob.api('GET', '/api/v2/search?q=asked&type=statuses');
    const after = await look(network);
    for (const [engine, operation] of [
      ['database', 'select'],
      ['database', 'insert'],
      ['database', 'update'],
      ['database', 'unit'],
      ['notification_database', 'insert'],
      ['cache', 'list_push'],
      ['cache', 'list_read'],
      ['cache', 'get_many'],
      ['search', 'apply'],
      ['search', 'statuses'],
    ] as const) {
      const labels = { engine, operation, ...ok };
      assert.ok(after.value(CALLS, labels) > (before.value(CALLS, labels) || 0), `${engine} ${operation}`);
    }
    assert.ok(after.value('fanfare_commit_units_count') > before.value('fanfare_commit_units_count'));
    assert.ok(after.value('fanfare_commit_units_sum') >= after.value('fanfare_commit_units_count'));
    assert.equal(after.value('fanfare_unit_retries_total', { database: 'core' }), 0);
  });

  it('files, letters and identities', async () => {
    const { network, bob } = world();
    const form = new FormData();
    const svg = Buffer.from('R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');
    form.set('file', new Blob([svg], { type: 'image/gif' }), 'dot.gif');
    const before = await look(network);
    const uploaded = await bob.api('POST', '/api/v1/media', form);
    assert.equal(uploaded.status, 200, uploaded.text);
    const after = await look(network);
    const put = { engine: 'media', operation: 'put', ...ok };
    assert.ok(after.value(CALLS, put) > (before.value(CALLS, put) || 0));
    await moves(network, [[CALLS, { engine: 'identity', operation: 'apps.add', ...ok }]], () =>
      network.anyone('POST', '/api/v1/apps', {
        client_name: 'counted',
        redirect_uris: 'urn:ietf:wg:oauth:2.0:oob',
      }),
    );
  });

  it('whether they answer, and what they take', async () => {
    const { network } = world();
    const seen = await look(network);
    for (const engine of ['database', 'cache', 'media', 'mail', 'search.index', 'notification.streams'])
      assert.equal(seen.value('fanfare_engine_up', { engine }), 1, engine);
    for (const part of ['database', 'search', 'free'])
      assert.ok(seen.value('fanfare_storage_bytes', { of: part }) > 10_000, part);
    assert.ok(seen.value('fanfare_storage_bytes', { of: 'media' }) >= 0);
  });

  it('an engine that is away', async () => {
    const { network, bob, cache } = world();
    const up = (value: number) =>
      lookUntil(network, (seen) => seen.value('fanfare_engine_up', { engine: 'cache' }) === value);
    const away = { engine: 'cache', outcome: 'away' };
    assert.ok(Number.isNaN((await look(network)).value(CALLS, away)));
    cache.reachable = false;
    try {
      assert.equal((await bob.api('GET', '/api/v1/timelines/home')).status, 200);
      assert.ok((await look(network)).value(CALLS, away) > 0);
      await up(0);
    } finally {
      cache.reachable = true;
    }
    await up(1);
  });

  it('what is kept ready', async () => {
    const { network, bob } = world();
    await bob.api('GET', '/api/v1/timelines/home');
    const hit = (cache: string) => ['fanfare_cache_lookups_total', { cache, result: 'hit' }] as const;
    const before = await look(network);
    await bob.api('GET', '/api/v1/timelines/home');
    const after = await look(network);
    for (const cache of ['home', 'token', 'status', 'account', 'flags', 'rendering'])
      assert.ok(after.value(...hit(cache)) > before.value(...hit(cache)), cache);
  });
}
