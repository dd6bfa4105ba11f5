// Builds the web client when its sources changed since the last build: node tools/web.mjs.
// Plain JavaScript, because `make start` imports it before it knows which Node it has.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @param {string} runtime the Node to build with
 * @param {string} [root] of the checkout
 * @returns {Promise<boolean>} false after saying what went wrong: the server works without the client
 */
export async function buildWeb(runtime, root = here) {
  const stamp = join(root, 'web', 'dist', '.sources');
  const key = hashOfSources(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return true;
  process.stderr.write('Building the web client, after the first install and after changes\n');
  const child = vite(runtime, root);
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', resolve);
  });
  if (code !== 0) {
    process.stderr.write(
      'The web client could not be built (why is said above); everything else works without it.\n',
    );
    return false;
  }
  writeFileSync(stamp, key);
  return true;
}

/**
 * Builds it, and again with every change, until it is ended.
 * @param {string} runtime
 * @param {string} [root]
 * @returns {() => void} ends it
 */
export function watchWeb(runtime, root = here) {
  const child = vite(runtime, root, '--watch');
  child.on('error', (error) =>
    process.stderr.write(`The web client is not built on changes: ${error.message}\n`),
  );
  return () => child.kill();
}

/** What vite says goes to stderr: stdout is the server's. */
function vite(runtime, root, ...args) {
  const program = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const web = join(root, 'web');
  return spawn(
    runtime,
    [program, 'build', '--logLevel', 'warn', web, '--config', join(web, 'vite.config.ts'), ...args],
    { cwd: root, stdio: ['ignore', 2, 2] },
  );
}

/** Of everything that the build reads; the lockfile stands for the packages of others. */
function hashOfSources(root) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const folders = [
    join(root, 'web', 'build'),
    join(root, 'web', 'public'),
    join(root, 'web', 'src'),
    join(root, 'packages', 'text', 'src'),
  ];
  const files = folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  for (const file of [join(root, 'web', 'vite.config.ts'), ...files.sort()])
    hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = (await buildWeb(process.execPath)) ? 0 : 1;
}
