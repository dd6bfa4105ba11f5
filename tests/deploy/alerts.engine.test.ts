import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { alertmanagerConfiguration, amtoolProgram, promtoolProgram } from '@fanfare/engines';
import { deployFolder, rulesFolder, runbookQueries } from './rules.ts';

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'fanfare-alerts-'));
after(() => rm(folder, { recursive: true }));

test('promtool takes the configuration and the rules', async () => {
  const promtool = await promtoolProgram();
  const { stdout } = await run(promtool, [
    'check',
    'config',
    join(deployFolder, 'prometheus/prometheus.yml'),
  ]);
  assert.match(stdout, /SUCCESS: \d+ rule files found/);
  const files = (await readdir(rulesFolder)).map((name) => join(rulesFolder, name));
  await run(promtool, ['check', 'rules', '--lint=all', '--lint-fatal', ...files]);
});

test('what runbooks ask of Prometheus can be asked', async () => {
  const queries = runbookQueries();
  assert.ok(queries.length > 80);
  // JSON is YAML.
  const rules = queries.map(({ expression }, index) => ({ record: `query:${index}`, expr: expression }));
  const file = join(folder, 'queries.yml');
  await writeFile(file, JSON.stringify({ groups: [{ name: 'runbooks', rules }] }));
  await run(await promtoolProgram(), ['check', 'rules', file]);
});

test('each rule fires when it should, not a moment before, and not otherwise', async () => {
  const tests = join(deployFolder, 'prometheus/tests');
  const files = (await readdir(tests)).map((name) => join(tests, name));
  assert.ok(files.length > 5);
  const promtool = await promtoolProgram();
  await Promise.all(files.map((file) => run(promtool, ['test', 'rules', file])));
});

test('amtool takes the configuration, with and without somebody to tell', async () => {
  const amtool = await amtoolProgram();
  const file = join(folder, 'alertmanager.yml');
  for (const [webhook, tells] of [
    ['', 0],
    ["https://example.org/hook?key=a&b=$1'x".replace("'", '%27'), 2],
  ] as const) {
    const text = await alertmanagerConfiguration(webhook);
    assert.equal(text.split(`url: '${webhook}'`).length - 1, tells);
    await writeFile(file, text);
    const { stdout } = await run(amtool, ['check-config', file]);
    assert.match(stdout, /2 receivers/);
  }
});

test('an address that would break the configuration is refused, and not shown', async () => {
  for (const webhook of ["http://x/'}]", 'ftp://x/', 'http://x/ y', 'http://x/\ny'])
    await assert.rejects(alertmanagerConfiguration(webhook), (error: Error) => {
      assert.match(error.message, /ended with 2:\nALERT_WEBHOOK_URL/);
      return !error.message.includes('x/');
    });
});

test('pages wake somebody and tickets wait', async () => {
  const amtool = await amtoolProgram();
  const config = `--config.file=${join(deployFolder, 'alertmanager/alertmanager.yml')}`;
  const receivers = new Map<string, string>();
  for (const severity of ['page', 'ticket']) {
    const { stdout } = await run(amtool, [
      'config',
      'routes',
      'test',
      config,
      `severity=${severity}`,
      'alertname=X',
    ]);
    receivers.set(severity, stdout.trim());
  }
  assert.deepEqual(
    [...receivers],
    [
      ['page', 'page'],
      ['ticket', 'ticket'],
    ],
  );
  const { stdout } = await run(amtool, ['config', 'routes', 'test', config, 'alertname=WithoutSeverity']);
  assert.equal(stdout.trim(), 'ticket');
});
