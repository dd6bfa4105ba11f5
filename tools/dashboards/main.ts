// Writes deploy/grafana/dashboards: node tools/dashboards/main.ts
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../files.ts';
import { files } from './index.ts';

const folder = join(root, 'deploy/grafana/dashboards');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of files()) writeFileSync(join(folder, name), text);
console.log(`${files().size} dashboards in deploy/grafana/dashboards`);
