import assert from 'node:assert/strict';
import { BUCKETS } from '../port.ts';
import { bucketOf } from '../system/bucket.ts';
import type { Case } from './harness.ts';
import { outcomes, range, seeded } from './harness.ts';
import type { KitDatabase } from './site.ts';

const KEYS = 12;

export function outboxCases(check: Case): void {
  check(
    'numbers have no gap and follow the order of commits, under aborts and two clients',
    async ({ open }) => {
      const clients = [await open(), await open()] as const;
      const [one] = clients;
      await one.unit(async (unit) => {
        for (const id of range(KEYS))
          await unit.db
            .insertInto('kit_items')
            .values({ id, name: `key ${id}`, value: 0 })
            .execute();
      });
      const random = seeded(7);
      const writers = range(150).map((at) => {
        const [key, aborts] = [Math.floor(random() * KEYS), random() < 0.3];
        return clients[at % 2 === 0 ? 0 : 1].unit(async (unit) => {
          // The row's lock, held until commit, makes `beat` the order of commits for this key.
          const row = unit.db.updateTable('kit_items').where('id', '=', key);
          await row.set((columns) => ({ value: columns('value', '+', 1) })).execute();
          const item = unit.db.selectFrom('kit_items').select('value').where('id', '=', key);
          unit.emit('heartbeat', { node: key, beat: (await item.executeTakeFirstOrThrow()).value });
          if (aborts) throw new Error('aborted');
        });
      });
      const watching = watch(clients[1], Promise.allSettled(writers));
      const done = await outcomes(writers);
      const kept = done.filter((outcome) => outcome.status === 'fulfilled').length;
      const seen = await watching;
      assert.equal(seen.length, kept);
      for (const key of range(KEYS)) {
        const beats = seen.filter((event) => event.data.node === key).map((event) => event.data.beat);
        assert.deepEqual(
          beats,
          range(beats.length).map((at) => at + 1),
          `events of key ${key}`,
        );
      }
    },
  );

  check('an envelope carries source, bucket, number, key, time and trace', async ({ open }) => {
    const database = await open();
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const at = await database.unit(
      async (unit) => {
        unit.emit('heartbeat', { node: 5, beat: 1 });
        unit.emit('heartbeat', { node: 5, beat: 2 });
        return unit.now;
      },
      { trace },
    );
    const bucket = bucketOf('5');
    const rows = await database.outbox.rows(bucket, 1, 10);
    assert.deepEqual(
      rows.map((row) => ({ ...row, body: JSON.parse(row.body) })),
      [
        {
          bucket,
          number: 2,
          body: {
            id: `core-${bucket}-2`,
            type: 'heartbeat',
            version: 1,
            key: '5',
            at,
            trace,
            data: { node: 5, beat: 2 },
          },
        },
      ],
    );
  });

  check('events of one unit may belong to several traces', async ({ open }) => {
    const database = await open();
    const trace = (of: string) => `00-${of.repeat(32)}-${of.repeat(16)}-00`;
    await database.unit(
      async (unit) => {
        unit.emit('heartbeat', { node: 5, beat: 1 });
        unit.traced(trace('b'));
        unit.emit('heartbeat', { node: 5, beat: 2 });
        unit.traced(null);
        unit.emit('heartbeat', { node: 5, beat: 3 });
      },
      { trace: trace('a') },
    );
    const rows = await database.outbox.rows(bucketOf('5'), 0, 10);
    assert.deepEqual(
      rows.map(({ body }) => JSON.parse(body).trace),
      [trace('a'), trace('b'), null],
    );
  });

  check(
    'listeners hear the highest numbers after the commit, and of failed units nothing',
    async ({ open }) => {
      const database = await open();
      const heard: [number, number][] = [];
      const stop = database.onCommitted((heads) => heard.push(...heads));
      const emit = (beat: number, fails: boolean) =>
        database.unit(async (unit) => {
          unit.emit('heartbeat', { node: 1, beat });
          unit.emit('heartbeat', { node: 1, beat });
          if (fails) throw new Error('aborted');
        });
      await emit(1, false);
      await assert.rejects(emit(2, true));
      await emit(3, false);
      stop();
      await emit(4, false);
      const bucket = bucketOf('1');
      assert.deepEqual(heard, [
        [bucket, 2],
        [bucket, 4],
      ]);
    },
  );

  check('what all have passed is pruned when it is old, from the tail, without a hole', async ({ open }) => {
    let now = 1_700_000_000_000;
    const database = await open({ clock: { now: () => now } });
    const bucket = bucketOf('1');
    for (const beat of range(6)) {
      now += 1000;
      await database.unit(async (unit) => unit.emit('heartbeat', { node: 1, beat }));
    }
    const ends = async () => (await database.outbox.heads()).find((one) => one.bucket === bucket);
    assert.equal((await database.outbox.heads()).length, BUCKETS);
    assert.deepEqual(await ends(), { bucket, head: 6, tail: 1 });
    assert.equal(await database.outbox.oldest(new Map([[bucket, 0]])), now - 5000);
    const behind = new Map([
      [bucket, 3],
      [bucketOf('2'), 0],
    ]);
    assert.equal(await database.outbox.oldest(behind), now - 2000);
    assert.equal(await database.outbox.oldest(new Map([[bucket, 6]])), null);
    assert.equal(await database.outbox.oldest(new Map()), null);
    assert.equal(await database.outbox.prune(new Map([[bucket, 3]]), now + 1), 3);
    assert.deepEqual(await ends(), { bucket, head: 6, tail: 4 });
    assert.equal(await database.outbox.prune(new Map([[bucket, 6]]), now - 500), 2);
    assert.equal(await database.outbox.prune(new Map([[bucket, 6]]), now + 1), 1);
    assert.deepEqual(await ends(), { bucket, head: 6, tail: 7 });
    await database.unit(async (unit) => unit.emit('heartbeat', { node: 1, beat: 7 }));
    assert.deepEqual(await ends(), { bucket, head: 7, tail: 7 });
  });

  check('a key always has the same bucket', async () => {
    assert.deepEqual(
      ['', '1', '1781975589371904', '1781975589371904:3', 'ключ'].map(bucketOf),
      [25, 16, 33, 41, 27],
    );
    const used = new Set(range(2000).map((id) => bucketOf(String(1781975589371904 + id * 8192))));
    assert.equal(used.size, BUCKETS);
  });
}

interface Seen {
  data: { node: number; beat: number };
}

/** Reads all buckets over and over, as a consumer does: a number that comes later than a higher one would be lost. */
async function watch(database: KitDatabase, writing: Promise<unknown>): Promise<Seen[]> {
  const seen: Seen[] = [];
  const offsets = new Map<number, number>();
  let last = false;
  const finished = writing.then(() => true);
  for (let over = false; !over; ) {
    over = last;
    for (const bucket of new Set(range(KEYS).map((key) => bucketOf(String(key))))) {
      for (const row of await database.outbox.rows(bucket, offsets.get(bucket) ?? 0, 100)) {
        assert.equal(row.number, (offsets.get(bucket) ?? 0) + 1, 'the next number');
        offsets.set(bucket, row.number);
        seen.push(JSON.parse(row.body));
      }
    }
    // One more round after the last commit.
    last = await Promise.race([finished, new Promise<boolean>((resolve) => setImmediate(resolve, false))]);
  }
  return seen;
}
