/** NGINX before the instances, with the configuration that the command prints. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { nginxProgram } from './deploy-tools.ts';
import { run } from './run.ts';

export interface Gateway {
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '../..');

export async function startGateway(options: {
  /** For its files; every user may pass through it. */
  folder: string;
  port: number;
  /** Of the instances, by service. */
  addresses: ReadonlyMap<string, readonly string[]>;
}): Promise<Gateway> {
  const { folder, port } = options;
  await chmod(folder, 0o755);
  const upstreams = [...options.addresses]
    // Nothing of fanout is reached from outside.
    .filter(([name]) => name !== 'fanout')
    .flatMap(([name, places]) => ['--upstream', `${name}=${places.join(',')}`]);
  const command = [join(root, 'apps/cli/src/main.ts'), 'routes', '--nginx', '--listen', `127.0.0.1:${port}`];
  const configuration = await run(process.execPath, [...command, ...upstreams]);
  const file = join(folder, 'nginx.conf');
  await writeFile(file, configuration);
  const log = join(folder, 'nginx.log');
  const said = openSync(log, 'a');
  const nginx = spawn(await nginxProgram(), ['-p', folder, '-e', 'stderr', '-c', file], {
    stdio: ['ignore', said, said],
  });
  const gone = once(nginx, 'exit');
  while (!(await fetch(`http://127.0.0.1:${port}/health/live`).then(Boolean, () => false))) {
    if (nginx.exitCode !== null) throw new Error(`NGINX ended:\n${await readFile(log, 'utf8')}`);
    await pause(20);
  }
  return {
    async stop() {
      nginx.kill('SIGTERM');
      await gone;
    },
  };
}
