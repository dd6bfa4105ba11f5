import { relative } from 'node:path';
import type { EventData, run } from 'node:test';
import { inspect } from 'node:util';
import { root } from './files.ts';

interface FileRun {
  passed: number;
  failures: { test: string; error: unknown }[];
  skipped: string[];
  /** Of that file's process; shown only when it failed. */
  output: string[];
  /** The tests that are under way, by name, innermost last. */
  running: Set<string>;
}

/** How often it is said what still runs, in ms, and after how many such times without a word a failed run is given up. */
const BEAT = 30_000;
const SILENT_BEATS = 6;

/** The runner says which process a test ran in; a test from a conformance kit is written in another file. */
type Located = EventData.LocationInfo & { entryFile?: string; name?: string };

/**
 * Prints failures in full and successes in one line per file, and every half minute what is still running;
 * the last line is `N passed, N failed`. A file without a test, or whose process died, counts as a failure.
 * A test that failed may have left a server open, for which its process would wait for ever: once something has failed
 * and nothing more is heard, the run is given up.
 */
export async function report(
  events: ReturnType<typeof run>,
  files: readonly string[],
  out: NodeJS.WriteStream,
  giveUp: () => void,
): Promise<{ passed: number; failed: number }> {
  const began = performance.now();
  const runs = new Map<string, FileRun>(
    files.map((file) => [file, { passed: 0, failures: [], skipped: [], output: [], running: new Set() }]),
  );
  const started = new Set<string>();
  const ended = new Map<string, { milliseconds: number; alive: boolean }>();
  const of = (data: Located): FileRun | undefined =>
    runs.get(relative(root, data.entryFile ?? data.file ?? ''));
  const isFile = (data: Located) => data.entryFile === undefined && data.name === data.file;
  const progress = () => `${ended.size}/${files.length} files, ${seconds(performance.now() - began)}`;

  events.on('test:dequeue', (data) => {
    if (isFile(data)) started.add(relative(root, data.file ?? ''));
    else of(data)?.running.add(data.name);
  });
  events.on('test:complete', (data) => {
    const file = relative(root, data.file ?? '');
    if (!isFile(data)) of(data)?.running.delete(data.name);
    else {
      ended.set(file, { milliseconds: data.details.duration_ms, alive: data.details.passed });
      if (out.isTTY) out.write(`\r${progress()} `);
    }
  });
  events.on('test:pass', (data) => {
    const file = of(data);
    if (!file || isFile(data)) return;
    // Of a suite that is skipped as a whole, nothing else is heard.
    if (data.skip || data.todo) file.skipped.push(`${data.name}${reason(data.skip || data.todo)}`);
    else if (data.details.type !== 'suite') file.passed += 1;
  });
  events.on('test:fail', (data) => {
    if (isFile(data) || isSumOfOthers(data)) return;
    of(data)?.failures.push({ test: `${data.name}  (${place(data)})`, error: data.details.error });
  });
  events.on('test:stdout', (data) => of(data)?.output.push(data.message));
  events.on('test:stderr', (data) => of(data)?.output.push(data.message));
  events.on('test:diagnostic', (data) => {
    if (data.file) of(data)?.output.push(`${data.message}\n`);
  });

  let silent = 0;
  for (const name of ['test:dequeue', 'test:complete'] as const) events.on(name, () => (silent = 0));
  const heartbeat = setInterval(() => {
    silent += 1;
    const failed = [...runs.values()].some(({ failures }) => failures.length > 0);
    if (failed && silent >= SILENT_BEATS) giveUp();
    const under = [...started].filter((file) => !ended.has(file));
    const names = under.map((file) => [file, ...(runs.get(file)?.running ?? [])].join(' > '));
    out.write(`${progress()}, still running: ${names.join('; ')}\n`);
  }, BEAT);
  await new Promise<void>((resolve, reject) => {
    events.on('end', resolve);
    events.on('error', reject);
    events.resume();
  }).finally(() => clearInterval(heartbeat));

  if (out.isTTY) out.write('\r\x1b[K');
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const [file, one] of runs) {
    const end = ended.get(file);
    const unexplained = one.failures.length === 0 && !end?.alive;
    const empty = !unexplained && one.passed + one.failures.length + one.skipped.length === 0;
    const failed = one.failures.length + (unexplained || empty ? 1 : 0);
    total.passed += one.passed;
    total.failed += failed;
    total.skipped += one.skipped.length;
    const counts = `${one.passed} passed${failed > 0 ? `, ${failed} FAILED` : ''}`;
    out.write(`${failed > 0 ? 'FAIL' : 'ok  '} ${file}  ${counts}, ${seconds(end?.milliseconds ?? 0)}\n`);
    for (const skipped of one.skipped) out.write(`     skipped: ${skipped}\n`);
    if (failed > 0) explain(file, one, empty, out);
  }
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  out.write(`\n${runs.size} files in ${seconds(performance.now() - began)}${skipped}\n`);
  out.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total;
}

function explain(file: string, one: FileRun, empty: boolean, out: NodeJS.WriteStream): void {
  for (const { test, error } of one.failures) out.write(`\n  ${test}\n${indent(describe(error))}\n`);
  if (empty) out.write(`  ${file} holds no test\n`);
  else if (one.failures.length === 0) out.write('  its process failed outside of any test\n');
  if (one.output.length > 0) out.write(`\n  what it printed:\n${indent(one.output.join('').trimEnd())}\n`);
  out.write('\n');
}

/** A suite, or a test with subtests, that failed only because of what is in it. */
function isSumOfOthers(data: EventData.TestFail): boolean {
  return 'failureType' in data.details.error && data.details.error.failureType === 'subtestsFailed';
}

function describe(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const assertion = cause instanceof Error && cause.name === 'AssertionError';
  const text = assertion ? (cause.stack ?? cause.message) : inspect(cause, { depth: 4 });
  return text.replaceAll(/^ +at .*node:.*\n?/gm, '').trimEnd();
}

function reason(said: string | boolean | undefined): string {
  return typeof said === 'string' && said !== '' ? `: ${said}` : '';
}

function place(data: EventData.LocationInfo): string {
  return `${relative(root, data.file ?? '')}:${data.line ?? '?'}`;
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
