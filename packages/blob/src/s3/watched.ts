import { Readable } from 'node:stream';
import { AppError } from '@fanfare/kernel';
import { DEADLINE, within } from './line.ts';

/**
 * A body that ends with an error when the server falls silent in the middle. Time counts only while more is wanted, so
 * that a slow reader is no silent server.
 */
export function watched(body: Readable, where: string, silence = DEADLINE): Readable {
  body.on('error', () => {}); // is told by the iterator, unless nobody reads
  let chunks: AsyncIterator<Buffer> | null = null;
  return new Readable({
    async read() {
      chunks ??= body[Symbol.asyncIterator]();
      const iterator = chunks;
      try {
        const next = await within(silence, () => iterator.next());
        this.push(next.done === true ? null : next.value);
      } catch (error) {
        this.destroy(
          new AppError('engine_away', { cause: error, detail: `${where} broke off in the middle of a blob` }),
        );
      }
    },
    destroy(error, done) {
      body.destroy();
      done(error);
    },
  });
}
