/** What holds for an index that several processes work on at once. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { isAppError } from '@fanfare/kernel';
import type { SearchDocument, SearchIndex } from '../search-index.ts';
import type { IndexFactory } from './setup.ts';
import { anAccount, aStatus, batches, setupFor, statusesFor } from './setup.ts';

/** How long a frozen engine may keep a caller, in ms: the longest deadline, and a slow machine. */
const PROMPT = 8_000;

export function sharedTests(factory: IndexFactory): void {
  const setup = setupFor(factory);
  let one: SearchIndex;
  let other: SearchIndex;
  before(async () => {
    const { index, another } = setup();
    if (another === undefined) throw new Error('This index is not shared');
    one = index;
    other = await another();
  });
  const found = (index: SearchIndex, text: string) => index.statuses(statusesFor(text, { limit: 1000 }));

  test('each finds what the other applied, and their notes are one', async () => {
    await one.apply([aStatus(601, 'between')]);
    await other.apply([aStatus(602, 'between')]);
    assert.deepEqual(await found(one, 'between'), [602, 601]);
    assert.deepEqual(await found(other, 'between'), [602, 601]);
    await one.setNote('together');
    assert.equal(await other.note(), 'together');
  });

  test('versions that cross between them end with the newest', async () => {
    const ids = Array.from({ length: 40 }, (_, at) => 620 + at);
    const versions = [3, 1, 4, 2, 5];
    await Promise.all(
      versions.flatMap((version, at) =>
        ids.map((id) => {
          const index = (at + id) % 2 === 0 ? one : other;
          const gone = id % 4 === 0 && version === 5;
          return index.apply([
            gone
              ? { kind: 'status', id, version, deleted: true }
              : aStatus(id, `crossing v${version}`, { version }),
          ]);
        }),
      ),
    );
    const left = ids.filter((id) => id % 4 !== 0).toReversed();
    assert.deepEqual(await found(one, 'crossing'), left);
    assert.deepEqual(await found(other, 'crossing v5'), left);
  });

  test('what one applies while the other rebuilds is in the new index', async () => {
    let next = 700;
    const applied: number[] = [];
    async function* truth(): AsyncGenerator<SearchDocument[]> {
      for (let batch = 0; batch < 10; batch += 1) {
        const ids = [next, next + 1, next + 2];
        next += 3;
        await Promise.all(
          ids.map(async (id) => {
            await other.apply([aStatus(id, 'meanwhile')]);
            applied.push(id);
          }),
        );
        yield [aStatus(1700 + batch, 'truth')];
      }
    }
    await one.rebuild(truth());
    await other.apply([aStatus(1799, 'meanwhile')]);
    const ids = [1799, ...applied.toSorted((a, b) => b - a)];
    assert.deepEqual(await found(one, 'meanwhile'), ids);
    assert.deepEqual(await found(other, 'meanwhile'), ids);
    assert.equal((await found(other, 'truth')).length, 10);
  });

  test('questions and writes go on while indices come and go', async () => {
    const errors: unknown[] = [];
    let going = true;
    let id = 800;
    const work = async (index: SearchIndex) => {
      while (going) {
        id += 1;
        const mine = id;
        await index.apply([aStatus(mine, 'busy')]).catch((error) => errors.push(error));
        const ids = await found(index, 'busy').catch((error) => errors.push(error));
        if (Array.isArray(ids) && !ids.includes(mine)) errors.push(new Error(`${mine} is not found`));
      }
    };
    const working = [work(one), work(other), work(other)];
    for (let round = 0; round < 4; round += 1) {
      // A truth that knows of nothing yet: all that was applied before it began would be gone, so it is read late.
      const known = await found(one, 'busy');
      const rebuilt = round % 2 === 0 ? one : other;
      async function* truth(): AsyncGenerator<SearchDocument[]> {
        const all = Array.from({ length: id + 1 - 800 }, (_, at) => aStatus(800 + at, 'busy'));
        assert.ok(known.every((one) => one <= id));
        yield all;
      }
      await rebuilt.rebuild(truth());
    }
    going = false;
    await Promise.all(working);
    assert.deepEqual(errors, []);
  });

  test('of two that find it lost one rebuilds', async () => {
    let lost = true;
    let built = 0;
    const how = {
      needed: async () => lost,
      done: async () => {
        lost = false;
        built += 1;
      },
    };
    const both = [one, other].map((index) => index.rebuild(batches([anAccount(900, 'somebody')]), how));
    const totals = await Promise.all(both);
    assert.equal(built, 1);
    assert.equal(totals.filter((total) => total === null).length, 1);
  });

  test('a rebuild whose process is gone leaves the old index and is taken over; coming back it does no harm', async () => {
    const far = await setup().cutOff?.();
    assert.ok(far);
    await one.rebuild(batches([aStatus(910, 'steady')]));
    const began = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    async function* slow(): AsyncGenerator<SearchDocument[]> {
      yield [aStatus(911, 'asleep')];
      began.resolve();
      await goOn.promise;
      yield [aStatus(912, 'asleep')];
    }
    const sleeping = far.index.rebuild(slow()).then(
      () => null,
      (error: unknown) => error,
    );
    await began.promise;
    far.cut();
    await one.apply([aStatus(913, 'steady')]);
    assert.deepEqual([await found(other, 'steady'), await found(one, 'asleep')], [[913, 910], []]);
    await other.rebuild(batches([aStatus(914, 'steady')]));
    far.heal();
    goOn.resolve();
    assert.ok(isAppError(await sleeping, 'engine_away'));
    assert.deepEqual([await found(one, 'steady'), await found(one, 'asleep')], [[914], []]);
    // And nothing of it is in the way of the next one.
    await one.rebuild(batches([aStatus(915, 'steady')]));
    assert.deepEqual(await found(other, 'steady'), [915]);
  });

  test('an engine that is frozen fails every call in time, and heals alone', async () => {
    const { freeze } = setup();
    await one.apply([aStatus(920, 'frost')]);
    const frozen = await freeze?.();
    assert.ok(frozen);
    const began = performance.now();
    const calls = await Promise.allSettled([
      one.apply([aStatus(921, 'frost')]),
      found(one, 'frost'),
      other.statuses(statusesFor('frost')),
      other.note(),
      one.refresh(),
    ]);
    for (const call of calls)
      assert.ok(call.status === 'rejected' && isAppError(call.reason, 'engine_away'), String(call));
    assert.ok(performance.now() - began < PROMPT, `it took ${performance.now() - began} ms`);
    assert.equal((await one.health()).ok, false);
    const again = performance.now();
    await assert.rejects(one.apply([aStatus(921, 'frost')]), { code: 'engine_away' });
    await frozen.thaw();
    assert.ok(performance.now() - again < PROMPT);
    while (!(await one.health()).ok || !(await other.health()).ok);
    await one.apply([aStatus(921, 'frost')]);
    assert.deepEqual(await found(other, 'frost'), [921, 920]);
  });
}
