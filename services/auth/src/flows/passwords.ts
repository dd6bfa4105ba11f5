/** Argon2id, off the event loop; the library is loaded when the first password comes. */
import { AppError } from '@fanfare/kernel';

/** A hash takes 19 MiB and a thread of the pool that also serves files: two at once leave two. */
const AT_ONCE = 2;
const MAX_WAITING = 500;

/** Of a random text that nobody kept, at the library's cost: an unknown name takes as long as a known one. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$zKlx0NG4TInR0svlChrFww$SAciYgVqjkM2I3frLuYJ7MTeKTMagK1Sa6fa2nHb7qI';

export interface Passwords {
  hash(password: string): Promise<string>;
  /** @param hash null when there is nobody of that name: takes the same time and answers false */
  verify(hash: string | null, password: string): Promise<boolean>;
}

export function passwords(): Passwords {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (running >= AT_ONCE) {
      if (waiting.length >= MAX_WAITING) {
        throw new AppError('engine_away', {
          text: 'Too many people are signing in right now, please try again',
        });
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      // The place goes to the next in line without ever being free.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }

  return {
    hash: (password) => inTurn(async () => (await import('@node-rs/argon2')).hash(password)),
    async verify(hash, password) {
      const fits = await inTurn(async () =>
        (await import('@node-rs/argon2')).verify(hash ?? NOBODY, password),
      );
      return fits && hash !== null;
    },
  };
}
