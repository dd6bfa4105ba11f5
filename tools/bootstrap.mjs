// What every command does first: install what is missing, find the Node that runs Fanfare, run it.
// Plain JavaScript without dependencies, because it runs before there are any, under Node 20.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = 24;
const stamp = join(root, 'node_modules', '.fanfare-install.json');
const bundled = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * Brings node_modules up to package-lock.json and finds a Node >= 24. Needs no network when nothing changed.
 * @returns {Promise<string | undefined>} the path of that Node; undefined after saying why there is none,
 *   with the exit code set
 */
export async function bootstrap() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const key = createHash('sha256').update(lock).digest('hex');
  const noted = readJson(stamp);
  if (noted?.key === key && stillRuns(noted.runtime)) return noted.runtime;

  if (!matchesLock(JSON.parse(lock.toString()))) {
    const failure = await installPackages(root, JSON.parse(lock.toString()));
    if (failure) return stop(failure);
  }
  const runtime = findRuntime();
  if (!runtime) {
    return stop(
      `Fanfare runs on Node ${wanted}, which npm could not install for this system (yours is ${process.version}): ` +
        `get Node ${wanted} or newer from https://nodejs.org and run this again.`,
    );
  }
  writeFileSync(stamp, `${JSON.stringify({ key, runtime })}\n`);
  return runtime;
}

/**
 * Runs Node in the place of this process: same terminal, signals passed on, same end.
 * @param {string} runtime
 * @param {string[]} args
 * @param {Record<string, string>} [environment] defaults: what the caller's environment already says wins
 * @param {() => void} [ended] called when it has ended, before this process ends in the same way
 */
export function runNode(runtime, args, environment = {}, ended = () => {}) {
  // Early releases of Node 24 warn that type stripping and node:sqlite are new.
  const child = spawn(runtime, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...environment, ...process.env },
  });
  // Ctrl-C reaches the child from the terminal; passing it on as well would be a second one.
  const terminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  const forward = (signal) => {
    if (!(terminal && signal === 'SIGINT')) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  return new Promise((resolve) => {
    child.on('error', (error) => {
      stop(`${runtime} does not start (${error.message}): delete node_modules and run this again.`);
      resolve();
    });
    child.on('exit', (code, signal) => {
      for (const one of signals) process.off(one, forward);
      ended();
      if (signal) process.kill(process.pid, signal);
      else process.exitCode = code ?? 1;
      resolve();
    });
  });
}

function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 2;
  return undefined;
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined; // absent, or cut off by an interrupted run: the same as never installed
  }
}

/** npm notes what it installed; somebody who ran it by hand need not wait for a second install. */
function matchesLock(lock) {
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!installed) return false;
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (!path.includes('node_modules/')) continue;
    const present = installed[path];
    if (!present && !entry.optional) return false;
    if (present && present.version !== entry.version) return false;
  }
  return findRuntime() !== undefined;
}

/** The Node that came with npm, when it runs here, so that everybody has the same; else the system's own. */
function findRuntime() {
  if (
    existsSync(bundled) &&
    major(spawnSync(bundled, ['--version'], { encoding: 'utf8' }).stdout) >= wanted
  ) {
    return bundled;
  }
  return major(process.version) >= wanted ? realpathSync(process.execPath) : undefined;
}

/** A system's own Node can be exchanged under the same path; ours cannot. */
function stillRuns(runtime) {
  if (runtime === bundled) return existsSync(bundled);
  return runtime === realpathSync(process.execPath) && major(process.version) >= wanted;
}

function major(version) {
  return Number(/^v(\d+)/.exec(version ?? '')?.[1] ?? 0);
}
