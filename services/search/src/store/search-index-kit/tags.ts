import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { IndexFactory } from './setup.ts';
import { setupFor, wordsOf } from './setup.ts';

export function tagTests(factory: IndexFactory): void {
  const setup = setupFor(factory);
  const found = (name: string, limit = 40) =>
    setup().index.tags({ words: wordsOf(name, true), name: name.toLowerCase(), limit });

  before(() =>
    setup().index.apply([
      { kind: 'tag', name: 'café', version: 301 },
      { kind: 'tag', name: 'cats', version: 302 },
      { kind: 'tag', name: 'cat', version: 303 },
      { kind: 'tag', name: 'catsofhere', version: 304 },
      { kind: 'tag', name: '東京都', version: 305 },
      { kind: 'tag', name: 'black_cats', version: 306 },
    ]),
  );

  test('the tag itself, those that begin so, others; short names first', async () => {
    assert.deepEqual(await found('cat'), ['cat', 'cats', 'catsofhere', 'black_cats']);
    assert.deepEqual(await found('cat', 1), ['cat']);
    assert.deepEqual(await found('cafe'), ['café']);
    assert.deepEqual(await found('東京'), ['東京都']);
    assert.deepEqual(await found('京都'), ['東京都']);
    assert.deepEqual(await found('dog'), []);
  });

  test('later and earlier uses change nothing', async () => {
    await setup().index.apply([{ kind: 'tag', name: 'cats', version: 310 }]);
    await setup().index.apply([{ kind: 'tag', name: 'catsofhere', version: 1 }]);
    assert.deepEqual(await found('cats'), ['cats', 'catsofhere', 'black_cats']);
    assert.deepEqual(await found('cat'), ['cat', 'cats', 'catsofhere', 'black_cats']);
  });
}
