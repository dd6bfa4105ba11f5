import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import type { Cache, ListRead } from '../port.ts';
import { seededRandom } from './random.ts';
import type { CacheFactory } from './setup.ts';
import { LONG, withTwo } from './setup.ts';

type Random = (bound: number) => number;
type Range = Parameters<Cache['lists']['read']>[1];
type Model = Map<string, { mark: string | null; ids: number[] }>;

const KEYS = ['a', 'b', 'c'];
const STEPS = 3000;

/** Random pushes, builds, drops and reads equal the same steps on plain arrays. */
export function listModelTests(factory: CacheFactory): void {
  for (const { name, max, highest, rising } of [
    { name: 'few ids, many twice', max: 5, highest: 12, rising: false },
    { name: 'ids in any order', max: 40, highest: 400, rising: false },
    { name: 'ids that mostly rise, as new posts do', max: 20, highest: STEPS, rising: true },
  ]) {
    test(
      name,
      withTwo(factory, async (first, second) => {
        const seed = randomInt(2 ** 31);
        const random = seededRandom(seed);
        const model: Model = new Map();
        for (let step = 0; step < STEPS; step++) {
          const client = random(2) === 0 ? first : second;
          const id = () => (rising ? 1 + step + random(10) : 1 + random(highest));
          const change = randomChange(random, max, id, rising ? 400 : 40);
          await change.onCache(client);
          change.onModel(model);
          const key = KEYS[random(KEYS.length)] ?? '';
          const range = randomRange(random, rising ? step : highest);
          const { run, ...read } = await client.lists.read(key, range);
          assert.ok(run.length > 0);
          assert.deepEqual(
            read,
            readModel(model, key, range),
            `seed ${seed}, step ${step}, ${JSON.stringify(range)}`,
          );
        }
      }),
    );
  }
}

interface Change {
  onCache(cache: Cache): Promise<void>;
  onModel(model: Model): void;
}

/** One change in `calm` is a drop, three are builds, the others pushes. */
function randomChange(random: Random, max: number, id: () => number, calm: number): Change {
  const options = { max, ttl: LONG };
  const key = KEYS[random(KEYS.length)] ?? '';
  const kind = random(calm);
  if (kind === 0) {
    return { onCache: (cache) => cache.lists.drop([key]), onModel: (model) => void model.delete(key) };
  }
  if (kind < 4) {
    const ids = Array.from({ length: random(max * 2) }, id);
    const mark = `mark ${random(1000)}`;
    return {
      onCache: (cache) => cache.lists.build(key, ids, mark, options),
      onModel: (model) => model.set(key, { mark, ids: union(model.get(key)?.ids, ids, max) }),
    };
  }
  const keys = KEYS.filter(() => random(2) === 0);
  const pushed = id();
  return {
    onCache: (cache) => cache.lists.push(keys, pushed, options),
    onModel(model) {
      for (const one of keys) {
        const known = model.get(one);
        model.set(one, { mark: known?.mark ?? null, ids: union(known?.ids, [pushed], max) });
      }
    },
  };
}

function union(known: readonly number[] = [], ids: readonly number[], max: number): number[] {
  return [...new Set([...known, ...ids])].toSorted((a, b) => b - a).slice(0, max);
}

function randomRange(random: Random, highest: number): Range {
  const bound = () => (random(3) === 0 ? null : random(highest + 2));
  return {
    below: bound(),
    above: bound(),
    limit: 1 + random(8),
    order: random(2) === 0 ? 'newest' : 'oldest',
  };
}

function readModel(model: Model, key: string, { below, above, limit, order }: Range): Omit<ListRead, 'run'> {
  const { mark, ids } = model.get(key) ?? { mark: null, ids: [] };
  const inside = ids.filter((id) => (below === null || id < below) && (above === null || id > above));
  const ordered = order === 'newest' ? inside : inside.toReversed();
  return { mark, ids: ordered.slice(0, limit), lowest: ids.at(-1) ?? null, size: ids.length };
}
