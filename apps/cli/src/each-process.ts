/** Every process that the settings lead to, asked by itself. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Connection } from './connect.ts';

type Server = ReturnType<Connection['at']>;

export interface Reached<Answer> {
  /** Empty: through the socket of the data folder. */
  where: string;
  /** Null: it did not answer, or not well. */
  answer: Answer | null;
}

export interface EachProcess<Answer> {
  reached: Reached<Answer>[];
  /** Names that lead to one address: there may be more processes behind it, of which one was asked. */
  perhapsMore: string[];
}

type Look = (name: string) => Promise<{ address: string; family: number }[]>;
const inDns: Look = (name) => lookup(name, { all: true });

/** @param ask what it throws counts as no answer when `isNoAnswer` says so */
export async function eachProcess<Answer>(
  { instances, at }: Pick<Connection, 'instances' | 'at'>,
  ask: (server: Server) => Promise<Answer>,
  isNoAnswer: (error: unknown) => boolean,
  look: Look = inDns,
): Promise<EachProcess<Answer>> {
  const perhapsMore: string[] = [];
  const places = await Promise.all(
    [...instances].map(async ([url, server]) => {
      const addresses = await addressesOf(url, look);
      if (addresses === null) return [{ where: url, server }];
      if (addresses.length === 1) {
        perhapsMore.push(new URL(url).hostname);
        return [{ where: url, server }];
      }
      return addresses.map((address) => ({ where: address, server: at(address) }));
    }),
  );
  const reached = await Promise.all(
    places.flat().map(async ({ where, server }) => {
      try {
        return { where, answer: await ask(server) };
      } catch (error) {
        if (!isNoAnswer(error)) throw error;
        return { where, answer: null };
      }
    }),
  );
  return { reached, perhapsMore };
}

/** Null: the URL names one place by itself. */
async function addressesOf(url: string, look: Look): Promise<string[] | null> {
  if (url === '') return null;
  const { protocol, hostname } = new URL(url);
  const name = hostname.replace(/^\[(.*)\]$/, '$1');
  // A certificate is for the name.
  if (protocol !== 'http:' || name === 'localhost' || isIP(name) !== 0) return null;
  const found = await look(name).catch(() => []);
  const four = found.filter(({ family }) => family === 4);
  // One process may have an address of each family.
  const chosen = four.length > 0 ? four : found;
  if (chosen.length === 0) return null;
  return chosen.map(({ address, family }) => {
    const changed = new URL(url);
    changed.hostname = family === 6 ? `[${address}]` : address;
    return changed.href.replace(/\/$/, '');
  });
}
