import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { Rule } from './rules.ts';
import {
  inhibitions,
  runbookQueries,
  runbooksFolder as runbooks,
  shippedRules,
  testedAlerts,
} from './rules.ts';

const root = join(import.meta.dirname, '../..');
const rules = shippedRules();
const alerts = rules.filter(({ kind }) => kind === 'alert');
const severityOf = ({ text }: Rule) => /severity: (\w+)/.exec(text)?.[1];
const bookOf = ({ text }: Rule) => /runbook_url: (\S+)/.exec(text)?.[1] ?? '';

/** What Prometheus and the Alertmanager know of themselves and of whoever they look at. */
const theirOwn = new Set([
  'up',
  'prometheus_rule_evaluation_failures_total',
  'alertmanager_notifications_failed_total',
]);

test('each alert says how bad it is, what it means in words, and where to read on', () => {
  assert.ok(alerts.length > 30);
  assert.equal(new Set(alerts.map(({ name }) => name)).size, alerts.length);
  for (const alert of alerts) {
    assert.match(severityOf(alert) ?? '', /^(page|ticket)$/, alert.name);
    assert.match(alert.text, /summary: ".{15,}"/, alert.name);
    assert.match(alert.text, /description: >-\n\s+.{30,}/, alert.name);
    assert.equal(bookOf(alert), `docs/runbooks/${kebab(alert.name)}.md`);
    assert.ok(alert.expression.length > 0, alert.name);
  }
});

test('each alert has its runbook, each runbook its alert, and all say the same things', () => {
  const written = readdirSync(runbooks).filter((name) => name !== 'README.md');
  assert.deepEqual(written.toSorted(), alerts.map(({ name }) => `${kebab(name)}.md`).toSorted());
  const list = readFileSync(join(runbooks, 'README.md'), 'utf8');
  for (const alert of alerts) {
    const text = readFileSync(join(root, bookOf(alert)), 'utf8');
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    const wanted = [
      'What it means',
      'How to look',
      'What to do',
      'What heals alone',
      'When to wake somebody',
    ];
    assert.deepEqual(headings, [...wanted, 'Seen firing'], alert.name);
    assert.ok(text.startsWith(`# ${alert.name} (${severityOf(alert)})\n`), alert.name);
    assert.ok(list.includes(`[${alert.name}](${kebab(alert.name)}.md)`), `${alert.name} is not in the list`);
  }
});

test('no link of the runbooks leads nowhere', () => {
  const pages = [
    ...readdirSync(runbooks).map((name) => join(runbooks, name)),
    join(root, 'docs/observability/alerts.md'),
  ];
  for (const page of pages)
    for (const [, link = ''] of readFileSync(page, 'utf8').matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g))
      if (!/^https?:/.test(link)) assert.ok(existsSync(join(dirname(page), link)), `${page}: ${link}`);
});

test('each alert has a test in which it fires and one in which it does not', () => {
  const { fires, silent } = testedAlerts();
  const names = alerts.map(({ name }) => name).toSorted();
  assert.deepEqual([...fires].toSorted(), names);
  assert.deepEqual([...silent].toSorted(), names);
});

test('rules and runbooks ask for metrics that the catalogue has', () => {
  const catalogue = readFileSync(join(root, 'docs/observability/metrics.md'), 'utf8');
  const records = new Set(rules.filter(({ kind }) => kind === 'record').map(({ name }) => name));
  const asked = [
    ...rules.map(({ name, expression }) => ({ by: name, expression })),
    ...runbookQueries().map(({ page, expression }) => ({ by: page, expression })),
  ];
  for (const { by, expression } of asked)
    for (const metric of metricsIn(expression)) {
      const plain = metric.replace(/_(bucket|count|sum)$/, '');
      const documented = new RegExp(`^\\| ${plain} |\`${plain}\``, 'm').test(catalogue);
      assert.ok(records.has(metric) || theirOwn.has(metric) || documented, `${by} asks for ${metric}`);
    }
});

test('whoever is silenced is told of something at least as bad', () => {
  const rulesOfSilence = inhibitions();
  assert.ok(rulesOfSilence.length > 5);
  for (const { sources, targets } of rulesOfSilence) {
    const from = alerts.filter(({ name }) => sources.test(name));
    const silenced = alerts.filter(({ name }) => targets.test(name));
    assert.ok(from.length > 0 && silenced.length > 0, `${sources} silences ${targets}`);
    if (silenced.some((alert) => severityOf(alert) === 'page'))
      for (const alert of from) assert.equal(severityOf(alert), 'page', `${alert.name} silences a page`);
    for (const { name } of from) assert.ok(!targets.test(name), `${name} silences itself`);
  }
});

/** Names that are neither functions nor labels nor text. */
function metricsIn(expression: string): string[] {
  const bare = expression
    .replace(/"[^"]*"/g, '')
    .replace(/\{[^}]*\}/g, '')
    .replace(/\b(?:by|on|without)\s*\([^)]*\)/g, '');
  return [...bare.matchAll(/[a-z_][a-z0-9_:]*(?![a-z0-9_:]|\s*\()/g)]
    .map(([name]) => name)
    .filter((name) => /[_:]/.test(name) || name === 'up');
}

function kebab(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();
}
