// `make check`: every check at once, one line each, then what the failing ones said.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { root, textOf } from './files.ts';

interface Check {
  name: string;
  args: readonly string[];
  /** Measures this machine, so that nothing else may run beside it. */
  alone?: boolean;
}

interface Outcome {
  failed: boolean;
  output: string;
}

/** Of a failing check; the command beside its name shows all. */
const mostLines = 120;

const own: Check[] = [
  { name: 'unused code', args: ['node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'] },
  { name: 'types', args: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.', '--pretty', 'false'] },
  {
    name: 'types of web',
    args: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'web', '--pretty', 'false'],
  },
  { name: 'style', args: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'] },
  { name: 'direction', args: ['tools/direction.ts'] },
  { name: 'sql subset', args: ['tools/sql-subset.ts'] },
  { name: 'file budget', args: ['tools/file-budget.ts'] },
  { name: 'audit', args: ['tools/audit.ts'] },
];

/** A file in tools/checks/ is a check; one that says `// check: alone` in its first line runs by itself. */
function moreChecks(): Check[] {
  return readdirSync(join(root, 'tools/checks'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => ({
      name: basename(file, '.ts').replaceAll('-', ' '),
      args: [`tools/checks/${file}`],
      alone: textOf(`tools/checks/${file}`).startsWith('// check: alone'),
    }));
}

function outcomeOf(check: Check): Promise<Outcome> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...check.args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ failed: true, output: error.message }));
    child.on('close', (code) =>
      resolve({ failed: code !== 0, output: Buffer.concat(chunks).toString().trim() }),
    );
  });
}

async function run(check: Check): Promise<Outcome & Check> {
  const began = performance.now();
  const outcome = await outcomeOf(check);
  const time = `${((performance.now() - began) / 1000).toFixed(1)} s`;
  const said = outcome.failed ? '' : (outcome.output.split('\n').at(-1) ?? '');
  const line = `${outcome.failed ? 'FAIL' : 'ok  '} ${check.name.padEnd(14)} ${time.padStart(7)}  ${said}`;
  console.log(line.trimEnd());
  return { ...check, ...outcome };
}

async function runAll(checks: readonly Check[], atOnce: number): Promise<(Outcome & Check)[]> {
  const waiting = [...checks];
  const done: (Outcome & Check)[] = [];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) done.push(await run(next));
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return done;
}

const began = performance.now();
const checks = [...own, ...moreChecks()];
const outcomes = [
  ...(await runAll(
    checks.filter((check) => !check.alone),
    availableParallelism(),
  )),
  ...(await runAll(
    checks.filter((check) => check.alone),
    1,
  )),
];
const failed = outcomes.filter((outcome) => outcome.failed);
for (const { name, args, output } of failed) {
  const lines = output.split('\n');
  const more = lines.length > mostLines ? `\n... and ${lines.length - mostLines} more lines` : '';
  console.log(`\n--- ${name} (node ${args.join(' ')})\n${lines.slice(0, mostLines).join('\n')}${more}`);
}
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(`\n${outcomes.length - failed.length} checks passed, ${failed.length} failed, ${seconds} s`);
process.exitCode = failed.length > 0 ? 1 : 0;
