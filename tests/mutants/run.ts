/**
 * Breaks one promise at a time in a copy of the checkout and expects its test to go red: `npm run mutants [NAME…]`.
 * A mutant is a patch whose first lines say which promise it breaks and which test must notice; `--check` only asks
 * whether every patch still fits the code.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { copyCheckout } from '../support/checkout-copy.ts';

const here = import.meta.dirname;
const root = join(here, '..', '..');

interface Mutant {
  name: string;
  file: string;
  promise: string;
  test: string;
}

async function readMutants(): Promise<Mutant[]> {
  const files = (await readdir(here)).filter((file) => file.endsWith('.patch')).sort();
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(here, file), 'utf8');
      const promise = /^promise: (.+)$/m.exec(text)?.[1];
      const test = /^test: (.+)$/m.exec(text)?.[1];
      if (promise === undefined || test === undefined)
        throw new Error(`${file} does not say its promise and its test`);
      return { name: basename(file, '.patch'), file: join(here, file), promise, test };
    }),
  );
}

/** Whether the patch fits; says why not. */
function fits(mutant: Mutant): boolean {
  const tried = spawnSync('git', ['apply', '--check', mutant.file], { cwd: root, encoding: 'utf8' });
  if (tried.status !== 0) process.stdout.write(`${mutant.name} no longer fits the code:\n${tried.stderr}`);
  return tried.status === 0;
}

function patch(copy: string, mutant: Mutant, ...options: string[]): void {
  const applied = spawnSync('git', ['apply', ...options, mutant.file], { cwd: copy, encoding: 'utf8' });
  if (applied.status !== 0) throw new Error(`${mutant.name}: ${applied.stderr}`);
}

/** Node's test runner ends with 0 only when everything passed. */
function passes(copy: string, test: string): Promise<boolean> {
  const args = ['--disable-warning=ExperimentalWarning', '--test', ...test.split(' ')];
  const child = spawn(process.execPath, args, { cwd: copy, stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)));
}

const [first, ...rest] = process.argv.slice(2);
const mutants = await readMutants();
if (first === '--check') {
  const fitting = mutants.filter(fits).length;
  process.stdout.write(`${fitting} of ${mutants.length} mutants fit the code\n`);
  process.exitCode = fitting === mutants.length ? 0 : 1;
} else {
  const names = first === undefined ? [] : [first, ...rest];
  const chosen = mutants.filter((mutant) => names.length === 0 || names.includes(mutant.name));
  const copy = await copyCheckout();
  let alive = 0;
  try {
    for (const mutant of chosen) {
      patch(copy, mutant);
      const survived = await passes(copy, mutant.test);
      patch(copy, mutant, '-R');
      if (survived) alive += 1;
      process.stdout.write(
        `${survived ? 'ALIVE' : 'ok   '} ${mutant.name.padEnd(28)} ${mutant.test} ${survived ? 'did not notice' : 'is red'}: promise ${mutant.promise}\n`,
      );
    }
  } finally {
    await rm(dirname(copy), { recursive: true, force: true });
  }
  process.stdout.write(`${chosen.length - alive} passed, ${alive} failed\n`);
  process.exitCode = alive === 0 && chosen.length > 0 ? 0 : 1;
}
