// `make test-engines`: node tools/test-engines.ts [folder or file ...]. Leaves running what ran before.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { engines } from './engines/engines.ts';
import { down, up, world } from './engines/world.ts';
import { root } from './files.ts';

/** Suites that also run on eight services, two instances each, on the real engines behind NGINX, from the same files. */
const onCluster = [
  'masto',
  'conformance',
  'conformance-connect',
  'conformance-lists',
  'conformance-posts',
  'conformance-streams',
  'retry',
  'concurrency',
].map((name) => `tests/${name}.test.ts`);

const before = Object.keys(await world());
const names = [...engines.keys()];
console.log('Installing and starting the engines');
const began = Date.now();
const running = await up(names, { durable: false });
for (const name of names) console.log(`  ${name.padEnd(14)} ${running[name]?.version.split('\n')[0] ?? ''}`);
console.log(`Ready after ${Math.round((Date.now() - began) / 1000)} s`);

const given = process.argv.slice(2);
const failed: string[] = [];
if (given.length > 0) {
  await tests(given.join(' '), ['--engine', ...given], {});
} else {
  await tests('the adapters on their engines', ['--engine', 'packages', 'services', 'apps'], {});
  await tests('two instances of everything', ['--engine', '--serial', 'tests'], {});
  for (const core of ['postgres', 'mysql'])
    await tests(`the cluster with a ${core} core`, ['--serial', ...onCluster], { FANFARE_TEST_ON: core });
}
await down(names.filter((name) => !before.includes(name)));
if (failed.length > 0) {
  console.log(`Failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}

async function tests(what: string, args: readonly string[], env: Record<string, string>): Promise<void> {
  console.log(`\n--- ${what}`);
  const child = spawn(process.execPath, [join(root, 'tools/test.ts'), ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) failed.push(what);
}
