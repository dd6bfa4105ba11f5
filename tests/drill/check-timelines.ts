/** Whole homes by the API against a query over whole tables. */
import { readTruth } from '../support/truth.ts';
import type { Findings } from './findings.ts';
import { walk } from './walk.ts';
import type { World } from './world.ts';

export async function checkTimelines(world: World, found: Findings): Promise<void> {
  const truth = await readTruth(world.query, Date.now());
  const people = [...world.writers, ...world.watchers, world.stranger, world.held];
  await Promise.all(
    people.map(async (person) => {
      const shown = (await walk<{ id: string }>(person, '/api/v1/timelines/home', 40)).map(({ id }) => id);
      const wanted = truth.home(person.id);
      if (shown.join() === wanted.join()) return;
      const [has, should] = [new Set(shown), new Set(wanted)];
      const missing = wanted.filter((id) => !has.has(id));
      const strange = shown.filter((id) => !should.has(id));
      found.differing.push(
        `the home of ${person.name} lacks ${missing.length} (${missing.slice(0, 3)}), has ${strange.length} too many (${strange.slice(0, 3)})`,
      );
    }),
  );
}
