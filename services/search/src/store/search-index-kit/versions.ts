import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { SearchDocument } from '../search-index.ts';
import type { IndexFactory } from './setup.ts';
import { anAccount, aStatus, setupFor, statusesFor, wordsOf } from './setup.ts';

export function versionTests(factory: IndexFactory): void {
  const setup = setupFor(factory);
  const found = (text: string) => setup().index.statuses(statusesFor(text));
  const people = (text: string) =>
    setup().index.accounts({ words: wordsOf(text), name: null, preferred: [], only: false, limit: 10 });

  test('a newer version takes the place of an older one, and stays', async () => {
    const { index } = setup();
    await index.apply([aStatus(401, 'first')]);
    await index.apply([aStatus(401, 'second', { version: 2 })]);
    assert.deepEqual([await found('first'), await found('second')], [[], [401]]);
    await index.apply([aStatus(401, 'first'), aStatus(401, 'other', { version: 2 })]);
    assert.deepEqual([await found('first'), await found('second'), await found('other')], [[], [401], []]);
  });

  test('a deletion stays', async () => {
    const { index } = setup();
    await index.apply([aStatus(402, 'gone'), { kind: 'status', id: 402, version: 3, deleted: true }]);
    await index.apply([aStatus(402, 'gone', { version: 2 })]);
    await index.apply([aStatus(402, 'gone', { version: 3 })]);
    assert.deepEqual(await found('gone'), []);
    await index.apply([{ kind: 'status', id: 403, version: 2, deleted: true }, aStatus(403, 'gone')]);
    assert.deepEqual(await found('gone'), []);
    await index.apply([anAccount(404, 'ghost'), { kind: 'account', id: 404, version: 2, deleted: true }]);
    await index.apply([anAccount(404, 'ghost')]);
    assert.deepEqual(await people('ghost'), []);
  });

  test('visibility, author and marks follow the version', async () => {
    const { index } = setup();
    await index.apply([aStatus(405, 'moved', { marks: ['media'] })]);
    await index.apply([aStatus(405, 'moved', { version: 2, open: false, marks: [] })]);
    assert.deepEqual(await found('moved'), []);
    await index.apply([aStatus(405, 'moved', { version: 3 })]);
    assert.deepEqual(await found('moved'), [405]);
    const media = statusesFor('', { all: [{ kind: 'mark', mark: 'media' }] });
    assert.deepEqual(await index.statuses(media), []);
  });

  test('in whatever order and number they come, the newest of each counts', async () => {
    let next = 1000;
    const step = fc.record({ slot: fc.nat(3), version: fc.integer({ min: 1, max: 5 }), kind: fc.nat(9) });
    const together = fc.array(fc.array(step, { maxLength: 6 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(together, async (calls) => {
        const base = next;
        next += 10;
        // What version n of a post says is always the same: its third version is its deletion or not, by its number.
        const document = ({ slot, version }: { slot: number; version: number }): SearchDocument => {
          const id = base + slot;
          return slot === 3 && version >= 3
            ? { kind: 'status', id, version, deleted: true }
            : aStatus(id, `slot${base + slot} version${version}`, { version });
        };
        await Promise.all(calls.map((call) => setup().index.apply(call.map(document))));
        for (let slot = 0; slot <= 3; slot += 1) {
          const versions = calls.flat().flatMap((one) => (one.slot === slot ? [one.version] : []));
          const newest = Math.max(0, ...versions);
          for (let version = 1; version <= 5; version += 1) {
            const expected = version === newest && !(slot === 3 && version >= 3) ? [base + slot] : [];
            assert.deepEqual(await found(`slot${base + slot} version${version}`), expected);
          }
        }
      }),
      { numRuns: 20 },
    );
  });
}
