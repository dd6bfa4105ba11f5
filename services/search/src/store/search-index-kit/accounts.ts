import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { AccountQuery } from '../search-index.ts';
import type { IndexFactory } from './setup.ts';
import { anAccount, setupFor, wordsOf } from './setup.ts';

export function accountTests(factory: IndexFactory): void {
  const setup = setupFor(factory);
  const found = (text: string, over: Partial<AccountQuery> = {}) =>
    setup().index.accounts({
      ...{ words: wordsOf(text, true), name: text.toLowerCase(), preferred: [], only: false, limit: 80 },
      ...over,
    });

  before(() =>
    setup().index.apply([
      anAccount(201, 'Ali'),
      anAccount(202, 'alice', { displayName: 'Café Olé' }),
      anAccount(203, 'ali_baba', { note: 'Open, sesame!' }),
      anAccount(204, 'bob', { displayName: '東京都のボブ', note: 'a friend of alice' }),
      anAccount(205, 'carol', { displayName: 'Carol Alison' }),
    ]),
  );

  test('the exact name first, then names that begin so, then other names, then notes', async () => {
    assert.deepEqual(await found('ali'), [201, 202, 203, 205, 204]);
    assert.deepEqual(await found('alice'), [202, 204]);
    assert.deepEqual(await found('ali', { limit: 2 }), [201, 202]);
  });

  test('those preferred come first within their rank, or alone', async () => {
    assert.deepEqual(await found('ali', { preferred: [203, 204] }), [201, 203, 202, 205, 204]);
    assert.deepEqual(await found('ali', { preferred: [203, 204], only: true }), [203, 204]);
    assert.deepEqual(await found('ali', { only: true }), []);
  });

  test('folded, in parts, as beginnings, phrases and without words', async () => {
    assert.deepEqual(await found('cafe ole', { name: null }), [202]);
    assert.deepEqual(await found('東京', { name: null }), [204]);
    assert.deepEqual(await found('都', { name: null }), [204]);
    assert.deepEqual(await found('ali_b'), [203]);
    assert.deepEqual(await found('ali -sesame', { name: null }), [201, 202, 205, 204]);
    assert.deepEqual(await found('"open sesame"', { name: null }), [203]);
    assert.deepEqual(await found('zoe'), []);
  });
}
