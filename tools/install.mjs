import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Runs `npm ci` and shows how far it is: a bar on a terminal, a line every few seconds otherwise.
 * @param {string} root the folder of package-lock.json
 * @param {{ packages: Record<string, { link?: boolean, optional?: boolean }> }} lock its content
 * @returns {Promise<string | undefined>} a sentence when it failed
 */
export async function installPackages(root, lock) {
  const expected = Object.entries(lock.packages)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.link && !entry.optional)
    .map(([path]) => join(root, path, 'package.json'));
  const bar = progress(process.stderr, 'Installing what Fanfare needs');
  const timer = setInterval(() => bar.show(expected.filter(existsSync).length, expected.length), 250);
  const npm = await run(root);
  clearInterval(timer);
  bar.end(npm.code === 0 ? `${expected.length} packages` : 'failed');
  if (npm.code === 0) return undefined;
  process.stderr.write(whatWentWrong(npm.output));
  if (npm.output.includes('are in sync')) {
    return 'package-lock.json does not belong to the package.json files (npm names the packages above): take both from the same commit and run this again.';
  }
  return npm.missing
    ? 'npm is not there: it comes with Node from https://nodejs.org; install it and run this again.'
    : 'npm could not install the packages (its own words are above): check the network and run this again.';
}

/** npm's errors, without its warnings and without the manual page that follows some of them. */
function whatWentWrong(output) {
  const [errors] = output.split(/^npm error (?:Clean install a project|Usage:)/m);
  return errors.replaceAll(/^npm warn .*\n|^npm error *\n/gm, '');
}

/** npm must not run on the Node inside the node_modules that it replaces, so that one leaves the PATH. */
function run(root) {
  const inside = join(root, 'node_modules');
  const path = (process.env.PATH ?? '').split(delimiter).filter((part) => !part.startsWith(inside));
  const child = spawn('npm', ['ci', '--no-audit', '--no-fund', '--include=dev', '--include=optional'], {
    cwd: root,
    env: { ...process.env, PATH: path.join(delimiter) },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: '', missing: error.code === 'ENOENT' }));
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString(), missing: false }));
  });
}

function progress(out, title) {
  const began = Date.now();
  const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`;
  let nextLine = 0;
  out.write(`${title}, only the first time and after changes (npm ci)\n`);
  return {
    show(done, all) {
      const what = done < all ? `${done}/${all} packages` : 'Node and other programs';
      if (out.isTTY) {
        const filled = Math.round((done / Math.max(all, 1)) * 30);
        out.write(`\r[${'#'.repeat(filled)}${'.'.repeat(30 - filled)}] ${what}, ${seconds()}   `);
      } else if (Date.now() - began >= nextLine) {
        nextLine = Date.now() - began + 5000;
        out.write(`  ${what}, ${seconds()}\n`);
      }
    },
    end(result) {
      out.write(`${out.isTTY ? '\r\x1b[K' : ''}${title}: ${result}, ${seconds()}\n`);
    },
  };
}
