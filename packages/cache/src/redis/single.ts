/** One server. */
import type { Log } from '@fanfare/kernel';
import { periodic } from '@fanfare/kernel';
import type { Address } from './address.ts';
import type { Connection } from './connection.ts';
import { asPortError, away, errorCode } from './errors.ts';
import { answers } from './health.ts';
import { identify } from './identity.ts';
import { keepLink } from './link.ts';
import type { Router } from './router.ts';
import { LOOK_EVERY } from './router.ts';
import { loadScripts } from './scripts.ts';

export interface SingleNeeds {
  address: Address;
  dial(address: Address): Promise<Connection>;
  log: Log;
}

/** @param first a connection to it, which is ended */
export async function singleServer({ address, dial, log }: SingleNeeds, first: Connection): Promise<Router> {
  let listeners: (() => void)[] = [];
  const tell = () => {
    for (const listener of listeners) listener();
  };

  /** A replica answers reads with what it has, which may be old: it is as good as away. */
  async function look(connection: Connection): Promise<void> {
    const { master } = await identify(connection);
    if (!master) throw away(`at ${connection.name} is a replica and takes no writes`);
  }
  const link = keepLink(address, {
    log,
    dial,
    async greet(connection) {
      await look(connection);
      await loadScripts(connection);
    },
    changed: tell,
  });
  const looks = periodic('look at Redis', LOOK_EVERY, log, async () => {
    const { connection } = link;
    if (connection !== null) await look(connection).catch((error) => connection.drop(error as Error));
    tell();
  });
  await link.tried;
  first.drop(new Error('asked once'));
  void looks.start();

  return {
    cluster: false,
    async at(_key, work) {
      const connection = link.reach();
      try {
        return await work(connection).catch(async (error) => {
          if (errorCode(error) !== 'NOSCRIPT') throw error;
          // Somebody flushed the scripts.
          await loadScripts(connection);
          return work(connection);
        });
      } catch (error) {
        throw asPortError(error, connection.name);
      }
    },
    byServer: (keys) => new Map(keys.length === 0 ? [] : [[link, [...keys]]]),
    together: (keys) => (keys.length === 0 ? [] : [[...keys]]),
    refresh: async () => {},
    speaker: () => link,
    onLook(listener) {
      listeners = [...listeners, listener];
    },
    run: () => link.reach().run,
    health: () => answers([link], { command: ['PING'], good: 'PONG' }),
    async close() {
      await looks.stop();
      await link.close();
    },
  };
}
