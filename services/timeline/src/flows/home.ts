/** The skeleton of home: the cached list, joined with what is still being delivered, and SQL below it. */
import type { Cache } from '@fanfare/cache';
import type { HomeInput } from '@fanfare/contracts';
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Clock, Log } from '@fanfare/kernel';
import { isAppError } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';
import { restoreEpoch, viewStates } from '@fanfare/sql';
import { HOME_LENGTH, LIST_TTL } from '../config.ts';
import type { Range } from '../domain/merge.ts';
import { rangeOf, union } from '../domain/merge.ts';
import type { TimelineMetrics } from '../metrics.ts';
import type { HomeList } from '../store/home-list.ts';
import { buildHomeList, homeKey, readHomeList } from '../store/home-list.ts';
import { recordSeen } from '../store/last-seen.ts';
import { candidates } from '../store/truth.ts';
import type { Unpushed } from '../store/unpushed.ts';
import { pulledIds, unpushed } from '../store/unpushed.ts';

export interface HomeNeeds {
  db: Database<CoreTables>;
  cache: Cache;
  clock: Clock;
  log: Log;
  counted: TimelineMetrics;
}

/** Candidate ids in the page's order: never too few, perhaps too many. */
export async function homeIds(needs: HomeNeeds, input: HomeInput): Promise<number[]> {
  const range = rangeOf(input);
  const waiting = await unpushed(needs.db.read, input.account_id);
  const list = await listOrNull(needs, input, range);
  // Without a cache home is served from the tables, at the cost of a wider read.
  if (list === null) return candidates(needs.db.read, input.account_id, range);
  return range.order === 'newest'
    ? newest(needs, input, range, list, waiting)
    : oldest(needs, input, range, list, waiting);
}

async function newest(
  needs: HomeNeeds,
  input: HomeInput,
  range: Range,
  list: HomeList,
  waiting: Unpushed,
): Promise<number[]> {
  const upper = { ...range, above: Math.max(range.above ?? 0, list.low - 1) };
  const above = union([list.ids, waiting.open, await pulled(needs, waiting, upper)], upper);
  if (above.length === range.limit || list.low === 0) return above;
  const lower = {
    ...range,
    below: Math.min(range.below ?? list.low, list.low),
    limit: range.limit - above.length,
  };
  return [...above, ...(await candidates(needs.db.read, input.account_id, lower))];
}

async function oldest(
  needs: HomeNeeds,
  input: HomeInput,
  range: Range,
  list: HomeList,
  waiting: Unpushed,
): Promise<number[]> {
  const lower = { ...range, below: Math.min(range.below ?? list.low, list.low) };
  const below =
    (range.above ?? 0) < list.low - 1 ? await candidates(needs.db.read, input.account_id, lower) : [];
  const upper = {
    ...range,
    above: Math.max(range.above ?? 0, list.low - 1),
    limit: range.limit - below.length,
  };
  if (upper.limit === 0) return below;
  return [...below, ...union([list.ids, waiting.open, await pulled(needs, waiting, upper)], upper)];
}

function pulled(needs: HomeNeeds, waiting: Unpushed, range: Range): Promise<number[]> {
  const authors = waiting.pulled.filter((author) => author.last_status_id > (range.above ?? 0));
  return pulledIds(
    needs.db.read,
    authors.map((author) => author.account_id),
    range,
  );
}

/** Null: the cache is away. */
async function listOrNull(needs: HomeNeeds, input: HomeInput, range: Range): Promise<HomeList | null> {
  try {
    return await currentList(needs, input, range);
  } catch (error) {
    if (!isAppError(error, 'engine_away')) throw error;
    // The cache has said once that it is away; this is said of each request.
    needs.log.debug({ err: error }, 'Home is served from SQL: the cache is away');
    return null;
  }
}

async function currentList(needs: HomeNeeds, input: HomeInput, range: Range): Promise<HomeList> {
  const epoch = await restoreEpoch(needs.db);
  const seenNow = await recordSeen(needs.db, input.account_id, needs.clock.now());
  const { list, run } = await readHomeList(
    needs.cache,
    input.account_id,
    { version: input.version, epoch },
    range,
  );
  if (typeof list !== 'string') {
    needs.counted.lists.hit.inc();
    if (seenNow) await needs.cache.lists.touch(homeKey(input.account_id), LIST_TTL);
    return list;
  }
  const { lists, rebuilds, rebuildTime } = needs.counted;
  lists.miss.inc();
  rebuilds[list].inc();
  const began = performance.now();
  const built = await rebuild(needs, input.account_id, { run, epoch }, range);
  rebuildTime.observe((performance.now() - began) / 1000);
  return built;
}

/**
 * Last-seen is recorded before this, so that whatever is published from now on is delivered to the list; the view
 * version is read before the candidates, so that a change in between makes the next read build again. So is the run of
 * the cache server: should it lose what it has meanwhile, the mark is another one's.
 */
async function rebuild(
  needs: HomeNeeds,
  accountId: number,
  now: { run: string; epoch: number },
  range: Range,
): Promise<HomeList> {
  const [state] = await viewStates(needs.db.read, [accountId]);
  const ids = await candidates(needs.db.read, accountId, {
    below: null,
    above: null,
    limit: HOME_LENGTH,
    order: 'newest',
  });
  const low = ids.length < HOME_LENGTH ? 0 : (ids.at(-1) ?? 0);
  await buildHomeList(needs.cache, accountId, ids, { low, version: state?.version ?? 0, ...now });
  return { low, ids: union([ids], { ...range, above: Math.max(range.above ?? 0, low - 1) }) };
}
