/** Posts: candidates from the index, newest first, then what the truth lets this person see of them. */
import type { Status } from '@fanfare/contracts/entities';
import type { Page } from '@fanfare/kernel';
import { idAt } from '@fanfare/kernel';
import { STATUS_CANDIDATES } from '../config.ts';
import { fullNameOf } from '../domain/address.ts';
import type { Condition, SearchQuery } from '../domain/query.ts';
import { asksNothing } from '../domain/query.ts';
import { matchesOf } from '../domain/words.ts';
import type { Searching } from '../needs.ts';
import { keptBy } from '../store/library.ts';
import { accountIdByName, mutedBy } from '../store/people.ts';
import type { Filter, StatusQuery } from '../store/search-index.ts';

/** Candidates are asked for so many at once, also when only a few posts are missing. */
const SMALLEST_STEP = 20;

export interface StatusesAsked {
  query: SearchQuery;
  viewerId: number;
  /** Only posts of this account. */
  accountId: number | null;
  page: Page;
  /** Posts that are left out first. */
  offset: number;
}

/** @throws AppError `engine_away` */
export async function findStatuses(searching: Searching, asked: StatusesAsked): Promise<Status[]> {
  if (asksNothing(asked.query)) return [];
  const wanted = await indexQuery(searching, asked);
  if (wanted === null) return [];
  await searching.ready();
  const hidden = await hiddenFrom(searching, asked.viewerId, wanted);
  const found: Status[] = [];
  const enough = asked.offset + asked.page.limit;
  let below = asked.page.maxId ?? Number.MAX_SAFE_INTEGER;
  for (let left = STATUS_CANDIDATES; left > 0 && found.length < enough; ) {
    const limit = Math.min(left, Math.max(enough - found.length, SMALLEST_STEP));
    const filter: Filter = { kind: 'ids', from: lowest(asked.page), to: below };
    const ids = await searching.index.statuses({ ...wanted, all: [...wanted.all, filter], limit });
    const statuses = await searching.contracts.read.statuses({ viewer_id: asked.viewerId, ids });
    for (const status of statuses) if (status !== null && !hidden(status)) found.push(status);
    left -= limit;
    below = ids.at(-1) ?? 0;
    if (ids.length < limit) break;
  }
  return found.slice(asked.offset, enough);
}

function lowest({ minId, sinceId }: Page): number {
  return Math.max(minId ?? 0, sinceId ?? 0) + 1;
}

/** Null: nothing can be found. */
async function indexQuery(
  searching: Searching,
  asked: StatusesAsked,
): Promise<Omit<StatusQuery, 'limit'> | null> {
  const { query, viewerId } = asked;
  const all: Filter[] = asked.accountId === null ? [] : [{ kind: 'author', accountId: asked.accountId }];
  const none: Filter[] = [];
  for (const { condition, negated } of query.filters) {
    const filter = await filterOf(searching, condition, viewerId);
    if (filter !== null) (negated ? none : all).push(filter);
    else if (!negated) return null;
  }
  for (const { tag, negated } of query.words) {
    if (tag !== undefined) (negated ? none : all).push({ kind: 'mark', mark: `tag:${tag}` });
  }
  const words = matchesOf({ words: query.words.filter(({ tag }) => tag === undefined) }, false);
  const ids = await keptBy(searching.db.read, viewerId, false);
  return { words, all, none, viewer: { accountId: viewerId, ids } };
}

/** Null: it holds for no post. */
async function filterOf(
  searching: Searching,
  condition: Condition,
  viewerId: number,
): Promise<Filter | null> {
  switch (condition.kind) {
    case 'from': {
      const accountId = await authorOf(searching, condition.account, viewerId);
      return accountId === null ? null : { kind: 'author', accountId };
    }
    case 'has':
      return { kind: 'mark', mark: condition.part };
    case 'is':
      return { kind: 'mark', mark: condition.quality };
    case 'language':
      return { kind: 'mark', mark: `language:${condition.code}` };
    case 'in':
      if (condition.place === 'public') return { kind: 'open' };
      return {
        kind: 'library',
        accountId: viewerId,
        ids: await keptBy(searching.db.read, viewerId, true),
      };
    case 'made':
      // Ids begin with the time.
      return {
        kind: 'ids',
        from: condition.from === null ? 0 : idAt(condition.from),
        to: condition.to === null ? Number.MAX_SAFE_INTEGER : idAt(condition.to),
      };
  }
}

async function authorOf(searching: Searching, account: string, viewerId: number): Promise<number | null> {
  if (account.toLowerCase() === 'me') return viewerId;
  const full = fullNameOf(account, searching.publicUrl);
  if (full !== null && !full.local) return null;
  return accountIdByName(searching.db.read, full?.username ?? account);
}

/** A mute hides what comes by itself, not what one asks for by its author's name. */
async function hiddenFrom(
  searching: Searching,
  viewerId: number,
  wanted: Pick<StatusQuery, 'all'>,
): Promise<(status: Status) => boolean> {
  const muted = await mutedBy(searching.db.read, viewerId, searching.clock.now());
  for (const filter of wanted.all) if (filter.kind === 'author') muted.delete(filter.accountId);
  return (status) => muted.has(Number(status.account.id));
}
