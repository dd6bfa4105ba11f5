import type { Blob } from '../port.ts';
import { bytesOf } from './setup.ts';

export const CRASH_SIZE = 400_000;
const LANES = 4;

/** What the crash test's child process does until it is killed: puts, several at once, and says what is done. */
export async function putForever(blob: Blob, run: string): Promise<never> {
  const lane = async (name: number): Promise<never> => {
    for (let count = 0; ; count++) {
      const key = `crash/${run}-${name}-${count}`;
      await blob.put(key, bytesOf(key, CRASH_SIZE), { type: 'x/y' });
      process.stdout.write(`${key}\n`);
    }
  };
  return await Promise.race(Array.from({ length: LANES }, (_, name) => lane(name)));
}
