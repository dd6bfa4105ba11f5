import { AppError } from '@fanfare/kernel';
import type { Base } from '@platformatic/kafka';
import { ended, isSilence, within } from './connect.ts';

/** A client of the library that is made when it is first wanted, and anew after it met silence. */
export interface Renewable<Client> {
  /** After a failure the client forgets which broker leads what. */
  ask<Result>(what: string, ms: number, call: (client: Client) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** In ms. */
const CLOSE = 2_000;

export function renewable<Client extends Base>(
  make: () => Client,
  end: (client: Client) => Promise<unknown>,
): Renewable<Client> {
  let client: Client | null = null;
  let closed = false;
  return {
    async ask(what, ms, call) {
      if (closed) throw new AppError('shutting_down', { detail: `kafka: ${what}` });
      client ??= make();
      const used = client;
      try {
        return await within(ms, what, call(used));
      } catch (error) {
        used.clearMetadata();
        if (client === used && isSilence(error)) {
          client = null;
          void ended(CLOSE, used, end(used));
        }
        throw error;
      }
    },
    async close() {
      closed = true;
      const last = client;
      client = null;
      if (last !== null) await ended(CLOSE, last, end(last));
    },
  };
}
