/** What sockets were sent, over all reconnects: every post once and in order, its last text, its deletion. */
import type { Findings } from './findings.ts';
import { twice } from './findings.ts';
import { isSettled } from './ledger.ts';
import type { Seen, Watch } from './sockets.ts';
import type { World } from './world.ts';

export function checkFrames(world: World, watches: readonly Watch[], found: Findings): void {
  for (const watch of watches) {
    const { name } = watch.person;
    found.missed.push(...watch.problems);
    found.leaked.push(...watch.leaks);
    for (const frame of twice(watch.seen.map((one) => one.frame)))
      found.doubled.push(`${name} got the frame ${frame} twice`);
    for (const event of ['update', 'notification']) {
      const ids = watch.seen.filter((one) => one.event === event).map(({ id }) => id);
      for (const id of twice(ids)) found.doubled.push(`${name} got the ${event} of ${id} twice`);
    }
    if (watch.seen.some((one, at) => one.frame < (watch.seen[at - 1]?.frame ?? 0)))
      found.reordered.push(`${name} got frames out of order`);
    checkPosts(world, watch, found);
  }
}

function checkPosts({ ledger, writers }: World, watch: Watch, found: Findings): void {
  const { name } = watch.person;
  const statuses = watch.seen.filter(({ event }) => event !== 'notification');
  const byId = Map.groupBy(statuses, ({ id }) => id);
  for (const post of ledger.posts) {
    if (post.id === null || !post.sure) continue;
    const frames = byId.get(post.id) ?? [];
    const told = frames.some(({ event }) => event === 'update');
    if (isSettled(post)) {
      if (!told) found.missed.push(`${name} got no update of ${post.key}`);
      else if (lastEdit(frames) !== post.edit)
        found.missed.push(
          `${name} was told of edit${lastEdit(frames)} of ${post.key}, not of edit${post.edit}`,
        );
    } else if (told && frames.at(-1)?.event !== 'delete')
      found.missed.push(`${name} was not told that ${post.key} is deleted`);
    const edits = frames.filter(({ key }) => key !== null).map(({ edit }) => edit);
    if (edits.some((edit, at) => edit < (edits[at - 1] ?? 0)))
      found.reordered.push(`${name} saw the edits of ${post.key} as ${edits}`);
  }
  for (const writer of writers) {
    const prompt = new Map(
      ledger.posts.flatMap((post) =>
        post.author === writer.name && post.prompt && post.id !== null ? [[post.id, Number(post.id)]] : [],
      ),
    );
    const order = watch.seen
      .filter(({ event }) => event === 'update')
      .flatMap(({ id }) => prompt.get(id) ?? []);
    const wrong = order.filter((id, at) => id < (order[at - 1] ?? 0));
    if (wrong.length > 0)
      found.reordered.push(
        `${name} got ${wrong.length} posts of ${writer.name} out of order (${wrong.slice(0, 3)})`,
      );
  }
}

function lastEdit(frames: readonly Seen[]): number | undefined {
  return frames.findLast(({ key }) => key !== null)?.edit;
}
