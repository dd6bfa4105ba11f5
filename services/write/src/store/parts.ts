/** What a text brings with it: the people and tags it names, as rows of the status. */
import { isLocalDomain, mentionsOf, parseText, tagsOf } from '@fanfare/text';
import type { Db } from './db.ts';

export interface Parts {
  /** Accounts that exist and have not blocked the author. */
  mentions: number[];
  tags: { name: string; folded: string }[];
}

export async function partsOf(db: Db, authorId: number, text: string, publicUrl: string): Promise<Parts> {
  const tokens = parseText(text);
  const names = mentionsOf(tokens)
    .filter((mention) => isLocalDomain(mention.domain, publicUrl))
    .map((mention) => mention.username.toLowerCase());
  return { mentions: await mentionable(db, authorId, [...new Set(names)]), tags: tagsOf(tokens) };
}

/** Whoever blocked the author is not reached by a mention, as in Mastodon. */
async function mentionable(db: Db, authorId: number, names: string[]): Promise<number[]> {
  if (names.length === 0) return [];
  const accounts = await db.selectFrom('accounts').select('id').where('username_key', 'in', names).execute();
  const ids = accounts.map((account) => account.id);
  if (ids.length === 0) return [];
  const blocks = await db
    .selectFrom('blocks')
    .select('blocker_id')
    .where('blocker_id', 'in', ids)
    .where('blocked_id', '=', authorId)
    .where('active', '=', 1)
    .execute();
  const blockers = new Set(blocks.map((block) => block.blocker_id));
  return ids.filter((id) => !blockers.has(id));
}

export async function insertParts(db: Db, statusId: number, parts: Parts): Promise<void> {
  if (parts.mentions.length > 0) {
    const rows = parts.mentions.map((id) => ({ status_id: statusId, account_id: id }));
    await db.insertInto('status_mentions').values(rows).execute();
  }
  if (parts.tags.length > 0) {
    const rows = parts.tags.map((tag) => ({ status_id: statusId, tag: tag.folded, name: tag.name }));
    await db.insertInto('status_tags').values(rows).execute();
  }
}

export async function deleteParts(db: Db, statusId: number): Promise<void> {
  await db.deleteFrom('status_mentions').where('status_id', '=', statusId).execute();
  await db.deleteFrom('status_tags').where('status_id', '=', statusId).execute();
}

export async function mentionsOfStatus(db: Db, statusId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('status_mentions')
    .select('account_id')
    .where('status_id', '=', statusId)
    .execute();
  return rows.map((row) => row.account_id);
}

export async function tagsOfStatus(db: Db, statusId: number): Promise<string[]> {
  const rows = await db.selectFrom('status_tags').select('tag').where('status_id', '=', statusId).execute();
  return rows.map((row) => row.tag);
}

/** Names of accounts, in the order of their ids; unknown ones are left out. */
export function usernamesOf(db: Db, ids: readonly number[]): Promise<{ id: number; username: string }[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('accounts')
    .select(['id', 'username'])
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute();
}
