/** Accounts by name, display name and note. Blocked people are found too, so that they can be unblocked. */
import type { Account } from '@fanfare/contracts/entities';
import { CANDIDATES } from '../config.ts';
import { fullNameOf } from '../domain/address.ts';
import type { SearchQuery } from '../domain/query.ts';
import { matchesOf } from '../domain/words.ts';
import type { Searching } from '../needs.ts';
import { accountIdByName, activeAmong, followedBy } from '../store/people.ts';

export interface AccountsAsked {
  /** As it was written, and as it was read. */
  text: string;
  query: SearchQuery;
  viewerId: number | null;
  /** Only accounts that the viewer follows. */
  following: boolean;
  limit: number;
  offset: number;
}

/** @throws AppError `engine_away` */
export async function findAccounts(searching: Searching, asked: AccountsAsked): Promise<Account[]> {
  const ids = await candidates(searching, asked);
  const active = await activeAmong(searching.db.read, ids);
  const page = active.slice(asked.offset, asked.offset + asked.limit);
  const accounts = await searching.contracts.read.accounts({ ids: page });
  return accounts.filter((account) => account !== null);
}

async function candidates(searching: Searching, asked: AccountsAsked): Promise<number[]> {
  const { db, index, publicUrl } = searching;
  const followed = asked.viewerId === null ? [] : await followedBy(db.read, asked.viewerId);
  const full = fullNameOf(asked.text, publicUrl);
  if (full !== null) {
    const id = full.local ? await accountIdByName(db.read, full.username) : null;
    return id === null || (asked.following && !followed.includes(id)) ? [] : [id];
  }
  const words = matchesOf(asked.query, true);
  if (words.all.length === 0) return [];
  await searching.ready();
  const name = /^@?(\w+)$/.exec(asked.text.trim())?.[1]?.toLowerCase() ?? null;
  return index.accounts({ words, name, preferred: followed, only: asked.following, limit: CANDIDATES });
}
