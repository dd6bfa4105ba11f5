// node tools/chart.ts: what the Helm chart holds of things that stand elsewhere. A chart reads no file outside its folder.

import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { allSettings } from '@fanfare/server';
import { root } from './files.ts';

const run = promisify(execFile);
const folder = join(root, 'deploy/helm/fanfare/files');

/** By path in the chart's `files`: the routes as an Ingress and as NGINX have them, names of settings, rules, dashboards. */
export async function chartFiles(): Promise<Map<string, string>> {
  const [ingress, nginx] = await Promise.all([
    routes('--ingress', '--json'),
    // Words that the chart replaces.
    routes(
      ...['--nginx', '--name', 'FANFARE_NAME-*-pods.FANFARE_DOMAIN'],
      ...['--resolver', 'FANFARE_RESOLVER', '--trust', 'FANFARE_TRUSTED'],
    ),
  ]);
  const secrets = Object.entries(allSettings).map(([name, { secret }]) => [name, secret]);
  return new Map([
    ['ingress.json', tidy(JSON.parse(ingress))],
    ['nginx.conf', nginx],
    ['settings.json', tidy(Object.fromEntries(secrets))],
    ...(await copies('deploy/prometheus/rules', 'rules', /\.ya?ml$/)),
    ...(await copies('deploy/grafana/dashboards', 'dashboards', /\.json$/)),
  ]);
}

async function routes(...options: string[]): Promise<string> {
  const environment = { PATH: process.env.PATH };
  const command = [join(root, 'apps/cli/src/main.ts'), 'routes', ...options];
  const { stdout } = await run(process.execPath, command, { env: environment, maxBuffer: 16 * 1024 * 1024 });
  return stdout;
}

async function copies(from: string, to: string, wanted: RegExp): Promise<[string, string][]> {
  const names = (await readdir(join(root, from))).filter((name) => wanted.test(name)).toSorted();
  return Promise.all(
    names.map(
      async (name): Promise<[string, string]> => [
        join(to, name.replace(/\.yml$/, '.yaml')),
        await readFile(join(root, from, name), 'utf8'),
      ],
    ),
  );
}

const tidy = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;

/** Those that the chart holds now. */
export async function keptFiles(): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      paths.map(async (path) => [relative(folder, path), await readFile(path, 'utf8')] as const),
    ),
  );
}

if (import.meta.main) {
  const made = await chartFiles();
  for (const path of (await keptFiles()).keys()) if (!made.has(path)) await rm(join(folder, path));
  for (const [path, text] of made) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  console.log(`${made.size} files in ${relative(root, folder)}`);
}
