import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { suite, test } from 'node:test';
import { indexTerms, phraseTerms, queryTerms, searchTokens } from './index.ts';

/** Asks a real index, as the search service does. */
function finds(document: string, query: string): boolean {
  const database = new DatabaseSync(':memory:');
  database.exec(`CREATE VIRTUAL TABLE documents USING fts5 (terms, tokenize = 'ascii')`);
  database.prepare('INSERT INTO documents VALUES (?)').run(indexTerms(document));
  const match = queryTerms(query)
    .map((phrase) => `"${phrase.join(' ')}"`)
    .join(' AND ');
  const found = database.prepare('SELECT count(*) AS n FROM documents WHERE documents MATCH ?').get(match);
  database.close();
  return found?.n === 1;
}

test('words are folded', () => {
  assert.deepEqual(searchTokens('Café, STRASSE & Straße! naïve Øre'), [
    'cafe',
    'strasse',
    'strasse',
    'naive',
    'ore',
  ]);
  assert.deepEqual(searchTokens('ＦＵＬＬ ℡ ﬁne İstanbul ΟΔΟΣ Ёлка'), [
    'full',
    'tel',
    'fine',
    'istanbul',
    'οδοσ',
    'елка',
  ]);
  assert.deepEqual(searchTokens('مُحَمَّد שָׁלוֹם'), ['محمد', 'שלום']);
  assert.deepEqual(searchTokens("don't snake_case a-b 3.14"), [
    'don',
    't',
    'snake',
    'case',
    'a',
    'b',
    '3',
    '14',
  ]);
  assert.deepEqual(searchTokens('हिन्दी'), ['हिन्दी']);
  assert.deepEqual(searchTokens('👍 … — !'), []);
});

test('scripts without spaces become pairs', () => {
  assert.deepEqual(searchTokens('東京都へGo！ガール ﾊﾟﾝ'), [
    '東京',
    '京都',
    '都へ',
    'go',
    'ガー',
    'ール',
    'パン',
  ]);
  assert.equal(indexTerms('東京都 a 𠮷'), '東京 京都 a 𠮷 · 東 京 都 𠮷');
  assert.equal(indexTerms('plain words'), 'plain words');
  assert.equal(indexTerms(''), '');
});

test('a query is phrases', () => {
  assert.deepEqual(queryTerms('Café 東京都 "Hello  World" don\'t'), [
    ['cafe'],
    ['東京', '京都'],
    ['hello', 'world'],
    ['don', 't'],
  ]);
  assert.deepEqual(queryTerms('“two words” "open end'), [
    ['two', 'words'],
    ['open', 'end'],
  ]);
  assert.deepEqual(queryTerms('👍 "" "!" '), []);
  assert.deepEqual(phraseTerms('foo 東'), [['foo'], ['東']]);
});

suite('found and not found in FTS5', () => {
  for (const [document, query, expected] of [
    ['Un café noir', 'cafe', true],
    ['un cafe', 'CAFÉ', true],
    ['東京都', '東京', true],
    ['東京都', '京都', true],
    ['東京都', '都', true],
    ['東京都', '東都', false],
    ['東京都', '"東京都"', true],
    ['京都と東京', '東京都', false],
    ['西東京bar baz', '"東京 bar"', true],
    ['bar 東京', '"bar 東京"', true],
    ['bar 東京', '"東京 bar"', false],
    ['foo東京', '"foo 東"', true],
    ['hello big world', '"hello world"', false],
    ['hello, world', '"Hello World"', true],
    ['hello world', 'world hello', true],
    ['hello world', 'hello mars', false],
    ['สวัสดีครับ', 'สวัสดี', true],
    ['한국어를 배운다', '한국', true],
    ['スーパーマン', 'ｽｰﾊﾟｰ', true],
    ['a\u200Bb OR c', 'or', true],
    ['x', 'x NEAR y', false],
    ['𠮷野家', '𠮷野', true],
  ] as const) {
    test(`${document} ${expected ? 'has' : 'lacks'} ${query}`, () =>
      assert.equal(finds(document, query), expected));
  }

  test('every part of an unspaced text', () => {
    const document = '吾輩は猫である名前はまだ無い';
    for (let start = 0; start < document.length; start++) {
      for (let end = start + 1; end <= document.length; end++) {
        assert.ok(finds(document, document.slice(start, end)), document.slice(start, end));
      }
    }
  });
});

test('terms are bounded and well-formed', () => {
  for (const term of searchTokens(`${'a'.repeat(99)}𝒳😀${'𐐨'.repeat(500)}`)) {
    assert.ok(term.length <= 100 && term.isWellFormed());
  }
});
