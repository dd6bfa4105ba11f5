/** `fanfare log-level`: what a running server logs, changed for one service, for all, and back. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { needsOneProcess } from '@fanfare/testkit';
import { fanfare, serverProcess } from './support/server-process.ts';

test('levels change while the server runs', { skip: needsOneProcess() }, async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-levels-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const asleep = await fanfare(folder, { PORT: '1' }, 'log-level', 'debug');
  assert.deepEqual([asleep.code, asleep.out.startsWith('No server runs here')], [2, true], asleep.out);

  const server = await serverProcess(folder, { LOG_LEVEL: 'warn' });
  await server.start();
  context.after(() => server.stop());
  const level = async (...args: string[]) => {
    const { code, out } = await fanfare(folder, {}, 'log-level', ...args);
    assert.equal(code, 0, out);
    return out;
  };
  const routesSaid = () => [
    ...new Set([...server.output().matchAll(/"http\.route":"([^"]+)"/g)].map(([, route]) => route)),
  ];
  const visit = async () => {
    for (const path of ['/api/v1/admin/approval_policy', '/api/v1/timelines/public', '/health/live'])
      await (await fetch(server.url + path)).text();
  };
  /** A line is written once its answer is on its way. */
  const says = async (...routes: string[]) => {
    while (!routes.every((route) => routesSaid().includes(route))) await pause(10);
  };
  const [policy, timeline] = ['/api/v1/admin/approval_policy', '/api/v1/timelines/public'];

  await visit();
  assert.deepEqual(routesSaid(), []);
  assert.equal(await level(), 'all services: warn, as it was set\n');

  assert.match(
    await level('info', '--service', 'write', '--for', '10m'),
    /^all services: warn, as it was set, write info until \d\d:\d\d:\d\d, then warn\nChanged in 1 process\.\n$/,
  );
  await visit();
  await says(policy);
  assert.deepEqual(routesSaid(), [policy]);

  await level('reset', '--service', 'write');
  assert.match(await level('debug'), /debug until it ends/);
  await visit();
  await says(timeline, '/health/live');
  // The change itself is seen at the level that was.
  assert.match(server.output(), /"log\.level":"warn".*"The log level is info"/);

  await server.stop();
  await server.start();
  assert.equal(await level(), 'all services: warn, as it was set\n');
  for (const [wrong, says] of [
    [['loud'], /^The level must be one of/],
    [['info', '--service', 'tea'], /^--service must be one of/],
    [['info', '--for', '1y'], /^--for must be a time/],
    [['--for', '1m'], /^--for needs a level/],
    [['reset', '--for', '1m'], /leave --for out/],
  ] as const) {
    const { code, out } = await fanfare(folder, {}, 'log-level', ...wrong);
    assert.equal(code, 2);
    assert.match(out, says);
  }
});
