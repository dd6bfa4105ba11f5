import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../files.ts';
import { build } from './build.ts';
import { dashboards, files } from './index.ts';
import type { Panel } from './model.ts';

const deploy = join(root, 'deploy/grafana');
const documented = join(root, 'docs/observability/metrics.md');
const built = dashboards.map(build);
const panelsOf = (index: number): Panel[] =>
  (built[index]?.panels ?? []).flatMap((one) => ('targets' in one ? [one] : []));
const all = built.map((dashboard, index) => ({ dashboard, panels: panelsOf(index) }));
const text = (path: string) => readFileSync(path, 'utf8');

describe('the dashboards', () => {
  it('in deploy/grafana are what the definitions say', () => {
    const folder = join(deploy, 'dashboards');
    const kept = new Map(readdirSync(folder).map((name) => [name, text(join(folder, name))]));
    const again = 'make them again: node tools/dashboards/main.ts';
    assert.deepEqual([...kept.keys()].toSorted(), [...files().keys()].toSorted(), again);
    for (const [name, made] of files()) assert.equal(kept.get(name), made, again);
  });

  it('have addresses of their own, and so has each panel', () => {
    assert.equal(new Set(built.map(({ uid }) => uid)).size, built.length);
    for (const { dashboard } of all) {
      const ids = (dashboard.panels ?? []).map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length, dashboard.uid);
    }
  });

  it('have no panel upon another, and none past the edge', () => {
    for (const { dashboard } of all) {
      const taken = new Set<string>();
      for (const { title, gridPos } of dashboard.panels ?? []) {
        assert.ok(gridPos && gridPos.x + gridPos.w <= 24, title);
        for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1)
          for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
            assert.ok(!taken.has(`${x} ${y}`), `${dashboard.uid}: ${title}`);
            taken.add(`${x} ${y}`);
          }
      }
    }
  });

  it('say what each panel means, in which unit, and from which source', () => {
    const sources = text(join(deploy, 'provisioning/datasources/fanfare.yaml'));
    for (const { panels } of all) {
      for (const { title, description, fieldConfig, datasource, targets = [] } of panels) {
        assert.ok((description ?? '').length >= 10, title);
        assert.ok(fieldConfig?.defaults.unit, title);
        assert.ok(sources.includes(`uid: ${datasource?.uid}\n    type: ${datasource?.type}\n`), title);
        assert.ok(targets.length > 0, title);
      }
    }
  });

  it('ask nothing twice', () => {
    const asked = new Map<string, string>();
    for (const { dashboard, panels } of all)
      for (const { title, type, targets } of panels) {
        const question = JSON.stringify([type, (targets ?? []).map(({ expr, query }) => expr ?? query)]);
        assert.equal(asked.get(question), undefined, `${dashboard.uid}: ${title}`);
        asked.set(question, `${dashboard.uid}: ${title}`);
      }
  });

  it('begin with numbers that have limits', () => {
    for (const { title, rows } of dashboards) {
      const first = rows[0]?.panels ?? [];
      assert.ok(first.length >= 4 && first.every(({ kind }) => kind === 'number'), title);
      assert.ok(first.filter(({ limits }) => limits !== undefined).length >= first.length / 2, title);
    }
  });

  it('lead to runbooks and dashboards that exist', () => {
    const uids = built.map(({ uid }) => uid);
    for (const { rows } of dashboards)
      for (const { runbook, title, opens } of rows.flatMap(({ panels }) => panels)) {
        if (runbook !== undefined)
          assert.ok(existsSync(join(root, `docs/runbooks/${runbook}.md`)), `${title}: ${runbook}`);
        if (opens !== undefined) assert.ok(uids.includes(opens.url.split(/[/?]/)[2]), opens.url);
      }
  });

  it('are there under the names that the runbooks use', () => {
    const folder = join(root, 'docs/runbooks');
    const named = /\*\*(Fanfare: [^*]+)\*\*((?:(?:,|:| and)+ "[^"]+")*)/g;
    for (const file of readdirSync(folder))
      for (const [, name, quoted = ''] of text(join(folder, file)).matchAll(named)) {
        const found = built.find(({ title }) => title === name);
        assert.ok(found, `${file}: ${name}`);
        const titles = (found.panels ?? []).map(({ title }) => title);
        for (const [, title] of quoted.matchAll(/"([^"]+)"/g))
          assert.ok(titles.includes(title), `${file}: ${name}, ${title}`);
      }
  });

  it('ask for metrics that are documented', () => {
    const names = text(documented);
    for (const { dashboard, panels } of all)
      for (const { title, targets } of panels)
        for (const { expr } of targets ?? [])
          for (const metric of metricsIn(String(expr ?? '')))
            assert.match(names, new RegExp(`\\b${metric}\\b`), `${dashboard.uid}, ${title}`);
  });
});

/** Names as they are declared: what a histogram adds to its own is taken off. */
function metricsIn(expr: string): string[] {
  const found = expr.matchAll(/\b((?:fanfare|nodejs|process)_\w+)/g);
  return [...found].map(([name]) => name.replace(/_(bucket|sum|count)$/, ''));
}
