/** A server that is told to stop at a moment of its start. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** What has not begun to serve has nothing to finish: the running step may end, then the process does. In ms. */
export const ENDS_WITHIN = 10_000;
/** Beyond it nobody waits any more. */
const GIVEN_UP = 30_000;

export interface StoppedStart {
  /** Null: it had to be killed. */
  code: number | null;
  /** From the signal to the end, in ms. */
  took: number;
  output: string;
  /** It had been ready before the signal came. */
  ready: boolean;
}

/** @param moment resolves when the signal is to be sent */
export async function stoppedStart(
  settings: Record<string, string>,
  moment: () => Promise<unknown>,
): Promise<StoppedStart> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'apps/cli/src/main.ts', 'serve'],
    { cwd: root, env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const gone = once(child, 'close') as Promise<[number | null]>;
  await Promise.race([moment(), gone]);
  const ready = output.includes('is ready at');
  const told = performance.now();
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), GIVEN_UP);
  const [code] = await gone;
  clearTimeout(kill);
  return { code, took: performance.now() - told, output, ready };
}
