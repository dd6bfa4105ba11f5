// Builds the web client when its sources changed since the last build: node tools/web.mjs.
// Plain JavaScript, because `make start` imports it before it knows which Node it has.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const web = join(root, 'web');
const stamp = join(web, 'dist', '.sources');

/**
 * @param {string} runtime the Node to build with
 * @returns {Promise<boolean>} false after saying what went wrong: the server works without the client
 */
export async function buildWeb(runtime) {
  const key = hashOfSources();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return true;
  process.stderr.write('Building the web client, after the first install and after changes\n');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const child = spawn(
    runtime,
    [vite, 'build', '--logLevel', 'warn', web, '--config', join(web, 'vite.config.ts')],
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
    },
  );
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

/** Of everything that the build reads; the lockfile stands for the packages. */
function hashOfSources() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const folders = [join(web, 'build'), join(web, 'src'), join(root, 'packages', 'text', 'src')];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  for (const file of [join(web, 'vite.config.ts'), ...files.sort()])
    hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = (await buildWeb(process.execPath)) ? 0 : 1;
}
