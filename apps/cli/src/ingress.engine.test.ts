/** The paths of the Ingress in a real NGINX, as the controller writes them into its configuration. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts, nginxProgram } from '@fanfare/engines';
import { routeTable } from '@fanfare/server';
import { GATEWAY, ingressPaths, samples } from './ingress.ts';
import { ownersOf } from './nginx/maps.ts';

const { routes } = await routeTable({});
const open = routes.filter(({ kind }) => kind !== 'internal');
const folder = await mkdtemp(join(tmpdir(), 'fanfare-ingress-'));
after(() => rm(folder, { recursive: true, force: true }));

it('NGINX finds the service of every route by the paths of the Ingress, and none for what is internal', async (context) => {
  const [port = 0] = await freePorts(1);
  const locations = ingressPaths(open).map(
    ({ path, service }) => `    location ~* "^${path}" { return 200 "${service}"; }`,
  );
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `  ${name}_temp_path temp-${name};`,
  );
  await chmod(folder, 0o755);
  await writeFile(
    join(folder, 'nginx.conf'),
    [
      'daemon off;\npid nginx.pid;\nerror_log stderr crit;\nevents {}\nhttp {\n  access_log off;',
      ...temporary,
      `  server {\n    listen 127.0.0.1:${port};`,
      ...locations,
      '  }\n}\n',
    ].join('\n'),
  );
  const nginx = spawn(await nginxProgram(), ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')]);
  let words = '';
  nginx.stderr.on('data', (bytes) => (words += bytes));
  const gone = once(nginx, 'exit');
  context.after(async () => {
    nginx.kill('SIGTERM');
    await gone;
  });
  const ask = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  while ((await ask('/').catch(() => null)) === null) {
    assert.equal(nginx.exitCode, null, words);
    await pause(20);
  }
  let direct = 0;
  for (const sample of samples(open.map(({ path }) => path))) {
    const found = await ask(sample);
    if (found === GATEWAY) continue;
    assert.deepEqual([...ownersOf(open, sample)], [found], sample);
    direct++;
  }
  assert.ok(direct > 100, `${direct}`);
  for (const { kind, path } of routes) if (kind === 'internal') assert.equal(await ask(path), GATEWAY, path);
  for (const path of ['/metrics', '/health/ready', '/nothing']) assert.equal(await ask(path), GATEWAY, path);
});
