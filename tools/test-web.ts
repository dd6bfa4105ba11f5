// `make test-web`: node tools/test-web.ts [folder or file ...]. Brings chromium where it is missing, builds the client, tests it in the browser.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './files.ts';

const installByHand = 'Install Chromium, or set FANFARE_CHROMIUM to where it is.';
const chromium = process.env.FANFARE_CHROMIUM ?? '/usr/bin/chromium';

if (!existsSync(chromium)) {
  console.log('Installing chromium');
  run('apt-get', ['update', '-qq']);
  // Fonts for what people write: without them CJK and emoji are boxes.
  run('apt-get', [
    'install',
    '-y',
    '-qq',
    '--no-install-recommends',
    'chromium',
    'fonts-noto-cjk',
    'fonts-noto-color-emoji',
  ]);
}
run(process.execPath, [join(root, 'tools/web.mjs')], 'The client must be built before it can be tested.');
console.log(spawnSync(chromium, ['--version'], { encoding: 'utf8' }).stdout.trim());
const given = process.argv.slice(2);
const child = spawn(
  process.execPath,
  [join(root, 'tools/test.ts'), '--web', ...(given.length > 0 ? given : ['web'])],
  {
    stdio: 'inherit',
  },
);
const [code] = await once(child, 'exit');
process.exitCode = code === 0 ? 0 : 1;

function run(command: string, args: readonly string[], otherwise = installByHand): void {
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status === 0) return;
  console.error(`${command} ${args.join(' ')} failed. ${otherwise}`);
  process.exit(2);
}
