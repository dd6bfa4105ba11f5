/** A Redis cluster of one test file's own, whose servers can be stalled, and killed without losing what they hold. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { redisCluster, startEngine } from '@fanfare/engines';

export interface OwnRedis {
  readonly url: string;
  /** The program that holds the keys with this part between braces. */
  holderOf(tag: string): Promise<string>;
  kill(program: string): Promise<void>;
  /** Again, with what it held. */
  start(program: string): Promise<void>;
  killAll(): Promise<void>;
  startAll(): Promise<void>;
  /** All live and answer nobody until they are `thaw`ed; then they do what they were told meanwhile. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

export async function ownRedis(): Promise<OwnRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-own-redis-'));
  const instance = await startEngine(redisCluster, { folder, durable: true });
  const ports = new URL(instance.url.replace(/,.*/, '')).port;
  const ask = async (...words: string[]) =>
    (await promisify(execFile)('redis-cli', ['-p', ports, ...words])).stdout;

  function signal(name: NodeJS.Signals): void {
    for (const { pid } of instance.running()) process.kill(pid, name);
  }

  return {
    url: instance.url,
    async holderOf(tag) {
      const slot = Number(await ask('cluster', 'keyslot', `{${tag}}`));
      const addresses = instance.url.replace('redis://', '').split(',');
      for (const line of (await ask('cluster', 'nodes')).trim().split('\n')) {
        const [, address = '', , , , , , , ...ranges] = line.split(' ');
        const holds = ranges.some((range) => {
          const [from = '', to = from] = range.split('-');
          return Number(from) <= slot && slot <= Number(to);
        });
        const index = addresses.indexOf(address.replace(/@.*/, ''));
        if (holds && index >= 0) return instance.programs[index] ?? '';
      }
      throw new Error(`No server holds slot ${slot}`);
    },
    kill: (program) => instance.kill(program),
    start: (program) => instance.start(program),
    killAll: () => instance.kill(),
    startAll: () => instance.start(),
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    async stop() {
      signal('SIGCONT');
      await instance.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
