import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startAlertmanager, startPrometheus } from '@fanfare/engines';
import { alertWebhook } from '../support/alert-webhook.ts';

const folder = await mkdtemp(join(tmpdir(), 'fanfare-prometheus-'));
const cleanUp: (() => Promise<unknown> | unknown)[] = [() => rm(folder, { recursive: true })];
after(async () => {
  for (const one of cleanUp.reverse()) await one();
});

test('an alert goes from a value over Prometheus and the Alertmanager to whoever is told, and back', async () => {
  let value = 1;
  const target = createServer((_, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(`# TYPE trouble gauge\ntrouble ${value}\n`);
  }).listen(0, '127.0.0.1');
  cleanUp.push(
    () => target.close(),
    () => target.closeAllConnections(),
  );
  const rules = join(folder, 'rules');
  await mkdir(rules);
  await writeFile(
    join(rules, 'trouble.yml'),
    `groups:
  - name: trouble
    rules:
      - alert: Trouble
        expr: max_over_time(trouble[10s]) > 0
        for: 20s
        labels: { severity: page }
        annotations: { summary: "There is {{ $value }}" }
`,
  );
  const webhook = await alertWebhook();
  cleanUp.push(() => webhook.close());
  const alertmanager = await startAlertmanager({
    folder: join(folder, 'alertmanager'),
    webhook: webhook.url,
    faster: 30,
  });
  cleanUp.push(() => alertmanager.stop());
  const began = Date.now();
  const prometheus = await startPrometheus({
    folder: join(folder, 'prometheus'),
    targets: [{ address: `127.0.0.1:${(target.address() as AddressInfo).port}`, component: 'write' }],
    scrapeEvery: 0.25,
    rules,
    alertmanager: alertmanager.address,
    fasterRules: 20,
  });
  cleanUp.push(() => prometheus.stop());

  await webhook.until((told) => told.some(({ name }) => name === 'Trouble'));
  const [alert] = webhook.told;
  assert.equal(alert?.receiver, 'page');
  assert.equal(alert?.labels.component, 'write');
  assert.equal(alert?.annotations.summary, 'There is 1');
  assert.ok(
    (alert?.startsAt ?? 0) >= began + 1000,
    'it holds for the time of the rule before anybody is told',
  );
  assert.deepEqual(
    (await prometheus.query('trouble')).map(({ labels, value }) => [labels.job, labels.component, value]),
    [['fanfare', 'write', 1]],
  );
  assert.deepEqual(await prometheus.query('scalar(trouble)'), [{ labels: {}, value: 1 }]);
  const [series] = await prometheus.queryRange('trouble', began, Date.now(), 0.25);
  assert.ok((series?.points.length ?? 0) > 3);
  assert.deepEqual(
    (await prometheus.alerts()).map(({ name, state }) => [name, state]),
    [['Trouble', 'firing']],
  );
  await assert.rejects(prometheus.query('sum('), /sum\(: .*parse error/);

  value = 0;
  await webhook.until((told) => told.every(({ resolvedAt }) => resolvedAt !== null));
  while ((await prometheus.alerts()).length > 0) await pause(50);
});
