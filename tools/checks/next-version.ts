/** The next version that upgrades are rehearsed with still fits the code: `npm run upgrade` applies it. */
import { spawnSync } from 'node:child_process';

const patch = 'tests/upgrade/next.patch';
const tried = spawnSync('git', ['apply', '--check', patch], { encoding: 'utf8' });
process.stdout.write(
  tried.status === 0 ? `${patch} fits the code\n` : `${patch} no longer fits the code:\n${tried.stderr}`,
);
process.exitCode = tried.status === 0 ? 0 : 1;
