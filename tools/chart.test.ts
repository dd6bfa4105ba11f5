import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { chartFiles, keptFiles } from './chart.ts';
import { root } from './files.ts';

describe('the Helm chart', () => {
  it('holds what the routes, the settings, the alert rules and the dashboards are now', async () => {
    const [made, kept] = await Promise.all([chartFiles(), keptFiles()]);
    const again = 'make them again: node tools/chart.ts';
    assert.deepEqual([...kept.keys()].toSorted(), [...made.keys()].toSorted(), again);
    for (const [path, text] of made) assert.ok(kept.get(path) === text, `${path} is another; ${again}`);
  });

  it('is of the version of the packages', async () => {
    const chart = await readFile(join(root, 'deploy/helm/fanfare/Chart.yaml'), 'utf8');
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    assert.match(chart, new RegExp(`^version: ${version.replaceAll('.', '\\.')}$`, 'm'));
    assert.match(chart, new RegExp(`^appVersion: ${version.replaceAll('.', '\\.')}$`, 'm'));
  });
});
