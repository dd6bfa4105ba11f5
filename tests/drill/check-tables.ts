/** The core database against the ledger: posts with their last text, boosts, favourites, follows. */
import type { Findings } from './findings.ts';
import { twice } from './findings.ts';
import { isSettled, readText } from './ledger.ts';
import type { World } from './world.ts';

interface Status {
  id: number;
  account_id: number;
  text: string;
  reblog_of_id: number | null;
  deleted_at: number | null;
}

export async function checkTables(world: World, found: Findings): Promise<void> {
  const { ledger, query } = world;
  const people = [...world.writers, ...world.watchers, ...world.newcomers, world.held, world.stranger];
  const nameOf = new Map(people.map(({ id, name }) => [Number(id), name]));
  const all = (await query('SELECT * FROM statuses')) as unknown as Status[];
  const alive = all.filter((row) => row.deleted_at === null);
  const byId = new Map(all.map((row) => [String(row.id), row]));
  const keyOf = new Map(ledger.posts.flatMap(({ id, key }) => (id === null ? [] : [[Number(id), key]])));

  const keys = alive.flatMap(({ text }) => readText(text)?.key ?? []);
  for (const key of twice(keys)) found.doubled.push(`${key} is in the table twice`);
  for (const post of ledger.posts) {
    if (post.id === null) continue;
    const row = byId.get(post.id);
    if (row === undefined) found.lost.push(`${post.key} is not in the table`);
    else if (post.doomed && post.sure && row.deleted_at === null)
      found.lost.push(`the deletion of ${post.key} is not in the table`);
    else if (isSettled(post) && row.deleted_at !== null) found.lost.push(`${post.key} was deleted by nobody`);
    else if (isSettled(post) && readText(row.text)?.edit !== post.edit)
      found.lost.push(`${post.key} says "${row.text}" and not edit${post.edit}`);
  }
  for (const { author, key } of ledger.approved)
    if (!keys.includes(key)) found.lost.push(`the approved ${key} of ${author} is not in the table`);

  const boosts = alive.flatMap(({ account_id, reblog_of_id }) =>
    reblog_of_id === null ? [] : `${nameOf.get(account_id)} ${keyOf.get(reblog_of_id)}`,
  );
  for (const boost of twice(boosts)) found.doubled.push(`the boost ${boost} is in the table twice`);
  const living = new Set(ledger.posts.filter(isSettled).map(({ key }) => key));
  const named = (name: string) => living.has(name.split(' ')[1] ?? '');
  const boosted = new Set(boosts);
  for (const boost of ledger.boosts)
    if (named(boost) && !boosted.has(boost)) found.lost.push(`the boost ${boost} is not in the table`);

  const marks = await query('SELECT account_id, status_id FROM favourites');
  const favourites = new Set(
    marks.map((row) => `${nameOf.get(Number(row.account_id))} ${keyOf.get(Number(row.status_id))}`),
  );
  for (const [name, on] of ledger.favourites)
    if (named(name) && favourites.has(name) !== on)
      found.lost.push(`favourite ${name}: ${on} is not in the table`);

  const edges = await query("SELECT follower_id, followee_id FROM follows WHERE state = 'active'");
  const follows = new Set(
    edges.map((row) => `${nameOf.get(Number(row.follower_id))} ${nameOf.get(Number(row.followee_id))}`),
  );
  for (const [name, on] of ledger.follows)
    if (follows.has(name) !== on) found.lost.push(`follow ${name}: ${on} is not in the table`);
}
