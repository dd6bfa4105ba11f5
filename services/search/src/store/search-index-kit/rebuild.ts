import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SearchDocument } from '../search-index.ts';
import type { IndexFactory } from './setup.ts';
import { anAccount, aStatus, batches, setupFor, statusesFor } from './setup.ts';

export function rebuildTests(factory: IndexFactory): void {
  const setup = setupFor(factory);
  const found = (text: string) => setup().index.statuses(statusesFor(text));

  test('the old index answers until the new one is whole, and what comes meanwhile is in both', async () => {
    const { index } = setup();
    await index.apply([aStatus(501, 'old one'), aStatus(502, 'old two')]);
    async function* truth(): AsyncGenerator<SearchDocument[]> {
      yield [aStatus(501, 'old one'), anAccount(500, 'somebody'), { kind: 'tag', name: 'old', version: 501 }];
      assert.deepEqual(await found('old'), [502, 501]);
      await index.apply([aStatus(503, 'old three'), aStatus(504, 'old four', { version: 2 })]);
      await index.apply([{ kind: 'status', id: 505, version: 2, deleted: true }]);
      assert.deepEqual(await found('old'), [504, 503, 502, 501]);
      // Read before the changes that have come already.
      yield [aStatus(504, 'old stale'), aStatus(505, 'old deleted')];
    }
    assert.deepEqual(await index.rebuild(truth()), { accounts: 1, statuses: 3, tags: 1 });
    assert.deepEqual(await found('old'), [504, 503, 501]);
    assert.deepEqual(await found('stale'), []);
    await index.apply([aStatus(506, 'old six')]);
    assert.deepEqual(await found('old'), [506, 504, 503, 501]);
  });

  test('a rebuild that fails leaves everything as it was', async () => {
    const { index } = setup();
    const before = await found('old');
    async function* broken(): AsyncGenerator<SearchDocument[]> {
      yield [aStatus(507, 'old seven')];
      throw new Error('the truth is away');
    }
    await assert.rejects(index.rebuild(broken()), /the truth is away/);
    assert.deepEqual(await found('old'), before);
    await index.apply([aStatus(508, 'old eight')]);
    assert.deepEqual(await found('old'), [508, ...before]);
  });

  test('keeps the note, and asks before and tells after', async () => {
    const { index } = setup();
    await index.setNote('kept');
    const before = await found('old');
    const unneeded = await index.rebuild(batches([aStatus(521, 'asked')]), { needed: async () => false });
    assert.equal(unneeded, null);
    assert.deepEqual([await found('asked'), await found('old')], [[], before]);
    const told: unknown[] = [];
    await index.rebuild(batches([aStatus(521, 'asked')]), {
      needed: async () => true,
      done: async () => void told.push(await found('asked'), await index.note()),
    });
    assert.deepEqual(told, [[521], 'kept']);
  });

  test('two at once come one after the other', async () => {
    const { index } = setup();
    const totals = await Promise.all([
      index.rebuild(batches([aStatus(511, 'again')])),
      index.rebuild(
        batches<SearchDocument>([aStatus(511, 'again'), aStatus(512, 'again')], [anAccount(513, 'x')]),
      ),
    ]);
    assert.deepEqual(totals, [
      { accounts: 0, statuses: 1, tags: 0 },
      { accounts: 1, statuses: 2, tags: 0 },
    ]);
    assert.deepEqual(await found('again'), [512, 511]);
  });
}
