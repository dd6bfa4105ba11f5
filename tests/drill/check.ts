/** Compares everything that people, tables, search and sockets show with what was acknowledged. Nothing moves meanwhile. */
import { checkFrames } from './check-frames.ts';
import { checkLists } from './check-lists.ts';
import { checkNotices } from './check-notices.ts';
import { checkSearch } from './check-search.ts';
import { checkTables } from './check-tables.ts';
import { checkTimelines } from './check-timelines.ts';
import type { Findings } from './findings.ts';
import { noFindings } from './findings.ts';
import type { Watch } from './sockets.ts';
import type { World } from './world.ts';

export async function check(world: World, watches: readonly Watch[]): Promise<Findings> {
  const found = noFindings();
  checkFrames(world, watches, found);
  await checkTables(world, found);
  await checkLists(world, found);
  await checkNotices(world, found);
  await checkSearch(world, found);
  await checkTimelines(world, found);
  found.leaked.push(...world.journal.leaks.splice(0));
  return found;
}
