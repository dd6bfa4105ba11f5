import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { IndexFactory } from './setup.ts';
import { aStatus, author, reader, setupFor, statusesFor, stranger } from './setup.ts';

export function statusTests(factory: IndexFactory): void {
  const setup = setupFor(factory);
  const found = (...asked: Parameters<typeof statusesFor>) => setup().index.statuses(statusesFor(...asked));

  before(() =>
    setup().index.apply([
      aStatus(101, 'Un café noir, s’il vous plaît'),
      aStatus(102, '東京都の天気', { marks: ['language:ja'] }),
      aStatus(103, 'hello big world', { accountId: reader, marks: ['image', 'media'] }),
      aStatus(104, 'Hello World! party 🎉 time', { marks: ['reply'] }),
      aStatus(105, 'hello, secret world', { open: false }),
      aStatus(106, 'hello @reader', { open: false, mentions: [reader] }),
      aStatus(107, 'every open media m marks'),
    ]),
  );

  test('words are folded, scripts without spaces found in parts', async () => {
    assert.deepEqual(await found('cafe'), [101]);
    assert.deepEqual(await found('CAFÉ plait'), [101]);
    assert.deepEqual(await found('東京'), [102]);
    assert.deepEqual(await found('京都'), [102]);
    assert.deepEqual(await found('都'), [102]);
    assert.deepEqual(await found('東都'), []);
    assert.deepEqual(await found('party time'), [104]);
  });

  test('all words, in any order; phrases as they stand; without what is negated; the newest first', async () => {
    assert.deepEqual(await found('world hello'), [104, 103]);
    assert.deepEqual(await found('"hello world"'), [104]);
    assert.deepEqual(await found('hello -party'), [103]);
    assert.deepEqual(await found('hello -"big world"'), [104]);
    assert.deepEqual(await found('hello mars'), []);
    assert.deepEqual(await found('hel'), []);
    assert.deepEqual(await found('-hello'), [107, 102, 101]);
    assert.deepEqual(await found('world', { limit: 1 }), [104]);
  });

  test('words of a query language are words', async () => {
    for (const text of ['hello OR cafe', 'hello AND party', 'NOT hello', 'hello NEAR world', 'text:hello']) {
      assert.deepEqual(await found(text), [], text);
    }
    assert.deepEqual(await found('"" * ( ^ hello'), [104, 103]);
  });

  test('marks are no words', async () => {
    assert.deepEqual(await found('every'), [107]);
    assert.deepEqual(await found('open media'), [107]);
    assert.deepEqual(await found(`a${author}`), []);
  });

  test('conditions', async () => {
    const by = (accountId: number) => ({ kind: 'author', accountId }) as const;
    const mark = (name: string) => ({ kind: 'mark', mark: name }) as const;
    assert.deepEqual(await found('', { all: [by(reader)] }), [103]);
    assert.deepEqual(await found('hello', { none: [by(reader)] }), [104]);
    assert.deepEqual(await found('', { all: [mark('media')] }), [103]);
    assert.deepEqual(await found('', { all: [mark('media'), by(author)] }), []);
    assert.deepEqual(await found('', { all: [mark('language:ja')] }), [102]);
    assert.deepEqual(await found('world', { none: [mark('reply')] }), [103]);
    assert.deepEqual(await found('', { all: [mark('video')] }), []);
    assert.deepEqual(await found('', { all: [{ kind: 'ids', from: 102, to: 104 }] }), [103, 102]);
    assert.deepEqual(await found('hello', { none: [{ kind: 'ids', from: 0, to: 104 }] }), [104]);
  });

  test('a post that is not open is found by its author, who is mentioned, and who kept it', async () => {
    assert.deepEqual(await found('secret'), []);
    assert.deepEqual(await found('secret', { as: author }), [105]);
    assert.deepEqual(await found('secret', { as: stranger, ids: [105] }), [105]);
    assert.deepEqual(await found('hello', { as: reader }), [106, 104, 103]);
    assert.deepEqual(await found('hello', { as: 1 }), [104, 103]);
    assert.deepEqual(await found('hello', { as: author, all: [{ kind: 'open' }] }), [104, 103]);
    const library = { kind: 'library', accountId: reader, ids: [101] } as const;
    assert.deepEqual(await found('', { as: reader, all: [library] }), [106, 103, 101]);
    assert.deepEqual(await found('hello', { as: reader, none: [library] }), [104]);
  });
}
