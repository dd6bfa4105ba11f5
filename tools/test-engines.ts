// `make test-engines`: node tools/test-engines.ts [--whole] [folder or file ...]. Leaves running what ran before.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { engines } from './engines/engines.ts';
import { down, up, world } from './engines/world.ts';
import { root, sourceFiles } from './files.ts';

const cores = ['postgres', 'mysql'] as const;

/** Suites that also run on eight services, two instances each, on the real engines behind NGINX, from the same files. */
const onBoth = [
  'masto',
  'conformance',
  'conformance-connect',
  'conformance-lists',
  'conformance-posts',
  'conformance-streams',
  'retry',
  'concurrency',
];
/** Half of a suite's time is the start of its processes: on the other core, one of each does, unless it is the whole. */
const instances = { postgres: 2, mysql: 1 };
/** On one core, so that the whole keeps to a quarter of an hour; with --whole on both. */
const onOne: Record<(typeof cores)[number], readonly string[]> = {
  postgres: ['leak', 'conformance-place'],
  mysql: ['bad-input-files', 'conformance-status'],
};
/** What stands in `deploy/`, checked with the programs that read it. */
const DEPLOY = 'tests/deploy';
/** Many minutes each: with --whole, on both. */
const long = ['bad-input', 'model', 'real-network'];

const { values, positionals: given } = parseArgs({
  allowPositionals: true,
  options: { whole: { type: 'boolean', default: false } },
});
const suitesOn = (core: (typeof cores)[number]) =>
  [...onBoth, ...(values.whole ? [...cores.flatMap((one) => onOne[one]), ...long] : onOne[core])].map(
    (name) => `tests/${name}.test.ts`,
  );

const before = Object.keys(await world());
const names = [...engines.keys()];
console.log('Installing and starting the engines');
const began = Date.now();
const running = await up(names, { durable: false });
for (const name of names) console.log(`  ${name.padEnd(14)} ${running[name]?.version.split('\n')[0] ?? ''}`);
console.log(`Ready after ${Math.round((Date.now() - began) / 1000)} s`);

const failed: string[] = [];
if (given.length > 0) {
  await tests(given.join(' '), ['--engine', ...given], {});
} else {
  // Files that need the engines, or programs of deployment, but no cluster of their own.
  await tests('the adapters on their engines', ['--engine', 'packages', 'services', 'apps', DEPLOY], {});
  const clusters = sourceFiles(['tests']).filter(
    (path) => path.endsWith('.engine.test.ts') && !path.startsWith(`${DEPLOY}/`),
  );
  await tests('two instances of everything', ['--engine', '--serial', ...clusters], {});
  for (const core of cores)
    await tests(`the cluster with a ${core} core`, ['--serial', ...suitesOn(core)], {
      FANFARE_TEST_ON: core,
      FANFARE_TEST_INSTANCES: String(values.whole ? 2 : instances[core]),
    });
}
await down(names.filter((name) => !before.includes(name)));
if (failed.length > 0) {
  console.log(`Failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}

async function tests(what: string, args: readonly string[], env: Record<string, string>): Promise<void> {
  const started = Date.now();
  console.log(`\n--- ${what}`);
  const child = spawn(process.execPath, [join(root, 'tools/test.ts'), ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const [code] = await once(child, 'exit');
  console.log(`--- ${what}: ${Math.round((Date.now() - started) / 1000)} s`);
  if (code !== 0) failed.push(what);
}
