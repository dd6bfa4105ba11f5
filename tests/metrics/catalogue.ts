/** What is shown, against what docs/observability/metrics.md says of it. */
import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'node:test';
import { look } from './look.ts';
import { walk } from './walk.ts';
import type { World } from './world.ts';

const root = join(import.meta.dirname, '../..');
const types: Record<string, string> = { c: 'counter', g: 'gauge', h: 'histogram' };

interface Row {
  name: string;
  type: string;
  labels: string[];
  /** What must be there for it. */
  where: string;
}

async function catalogue(): Promise<{ rows: Row[]; ofProcess: Set<string> }> {
  const text = await readFile(join(root, 'docs/observability/metrics.md'), 'utf8');
  const rows: Row[] = [];
  for (const line of text.split('\n')) {
    const [, name, kind, labels, , where] = line.split('|').map((cell) => cell.trim());
    if (name?.startsWith('fanfare_') !== true) continue;
    const said = (labels ?? '').split(',').map((label) => label.trim());
    rows.push({
      name,
      type: types[kind ?? ''] ?? '',
      labels: said.filter(Boolean).sort(),
      where: where ?? '',
    });
  }
  const named = text.slice(text.indexOf('prom-client says'));
  const ofProcess = new Set(
    [...named.matchAll(/`((?:process|nodejs)_[a-z0-9_]+)`/g)].map(([, name]) => name ?? ''),
  );
  for (const [, part] of named.matchAll(/`_(min|max|mean|stddev|p50|p90|p99)_/g))
    ofProcess.add(`nodejs_eventloop_lag_${part}_seconds`);
  return { rows, ofProcess };
}

/** Anything that could be an id, an address or a token. */
const idLike = /[0-9]{6}|[0-9a-f]{12}|@|:\/\//i;
/** Of routes, what stands for something: `/@:username`. */
const standIn = /@?:[a-z_]+/g;

export function catalogueTests(world: () => World): void {
  it('every metric that is shown is documented with its kind and labels, and the other way round', async () => {
    const { network } = world();
    await walk(world());
    const { families, series } = await look(network);
    const { rows, ofProcess } = await catalogue();
    const own = families.filter(({ name }) => name.startsWith('fanfare_'));
    const shown = own.map(({ name, type }) => {
      const labels = new Set(
        series
          .filter((one) => one.name === name || one.name === `${name}_bucket`)
          .flatMap((one) => Object.keys(one.labels).filter((label) => label !== 'le')),
      );
      return { name, type, labels: [...labels].sort() };
    });
    const here = rows.filter(({ where }) => where === '' || where === 'SQLite');
    assert.deepEqual(
      shown.toSorted((one, other) => one.name.localeCompare(other.name)),
      here
        .map(({ name, type, labels }) => ({ name, type, labels }))
        .toSorted((one, other) => one.name.localeCompare(other.name)),
    );
    for (const { name, type, help } of families) {
      assert.ok(help.length > 10 && type !== '', `${name}: ${help}`);
      assert.ok(name.startsWith('fanfare_') || ofProcess.has(name), `${name} is not documented`);
    }
    // Where nothing is under way there is nothing to count by type.
    for (const name of ofProcess)
      assert.ok(
        /_active_[a-z]+$/.test(name) || families.some((family) => family.name === name),
        `${name} is not shown`,
      );
    const text: string[] = [];
    for await (const file of glob('{packages,apps,services}/*/src/**/*.ts', { cwd: root }))
      if (!file.includes('.test')) text.push(await readFile(join(root, file), 'utf8'));
    const sources = text.join('\n');
    for (const { name } of rows) assert.ok(sources.includes(`'${name}'`), `${name} is counted nowhere`);
  });

  it('no label says who, what or where from', async () => {
    const { series } = await look(world().network);
    for (const { name, labels } of series)
      for (const [label, value] of Object.entries(labels)) {
        if (label === 'le') continue;
        assert.equal(idLike.test(value.replace(standIn, '')), false, `${name} has ${label}="${value}"`);
        assert.ok(value.length <= 80, `${name} has ${label}="${value}"`);
      }
    assert.ok(series.length > 500, `${series.length} series`);
  });
}
