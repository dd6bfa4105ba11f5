import { spawn } from 'node:child_process';

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Written to its input. */
  input?: string;
}

/** Runs a program to its end and answers what it said. @throws Error with its last words when it fails */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const said: Buffer[] = [];
    const complained: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => said.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => complained.push(bytes));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const out = Buffer.concat(said).toString();
      if (code === 0) return resolve(out);
      const words = (Buffer.concat(complained).toString().trim() || out.trim())
        .split('\n')
        .slice(-15)
        .join('\n');
      reject(new Error(`${command} ${args.join(' ')} ended with ${code ?? signal}:\n${words}`));
    });
    child.stdin.on('error', () => {}); // it may end without reading
    child.stdin.end(options.input ?? '');
  });
}

/** A program for a user who is not root, where root asks; as it is otherwise. */
export function asUser(
  user: string | undefined,
  command: string,
  args: readonly string[],
): [string, string[]] {
  if (user === undefined || process.getuid?.() !== 0) return [command, [...args]];
  return ['setpriv', [`--reuid=${user}`, `--regid=${user}`, '--clear-groups', command, ...args]];
}
