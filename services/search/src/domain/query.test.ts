import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { Condition } from './query.ts';
import { asksNothing, parseQuery } from './query.ts';

const word = (...terms: string[]) => ({ phrases: [terms], quoted: false, negated: false });
const quote = (...terms: string[]) => ({ ...word(...terms), quoted: true });
const not = <Part extends object>(part: Part) => ({ ...part, negated: true });
const only = (condition: Condition) => ({ words: [], filters: [{ condition, negated: false }] });

test('words, phrases and what must not be there', () => {
  assert.deepEqual(parseQuery('Café  "Hello World" -rain -"heavy snow" +sun don\'t').words, [
    word('cafe'),
    quote('hello', 'world'),
    not(word('rain')),
    not(quote('heavy', 'snow')),
    word('sun'),
    word('don', 't'),
  ]);
  assert.deepEqual(parseQuery('東京都 “two words” "open end').words, [
    word('東京', '京都'),
    quote('two', 'words'),
    quote('open', 'end'),
  ]);
  assert.deepEqual(parseQuery('a-b @name #a-b').words, [word('a', 'b'), word('name'), word('a', 'b')]);
});

test('tags', () => {
  assert.deepEqual(parseQuery('#Café -#東京都 #big_cat').words, [
    { ...word('cafe'), tag: 'cafe' },
    { ...not(word('東京', '京都')), tag: '東京_京都' },
    { ...word('big', 'cat'), tag: 'big_cat' },
  ]);
  assert.deepEqual(parseQuery('#_ #').words, []);
});

suite('operators', () => {
  const day = Date.UTC(2024, 1, 29);
  const next = Date.UTC(2024, 2, 1);
  const cases: [string, Condition][] = [
    ['from:alice', { kind: 'from', account: 'alice' }],
    ['from:@alice', { kind: 'from', account: 'alice' }],
    ['FROM:me', { kind: 'from', account: 'me' }],
    ['from:@alice@localhost:3000', { kind: 'from', account: 'alice@localhost:3000' }],
    ['has:media', { kind: 'has', part: 'media' }],
    ['has:Link', { kind: 'has', part: 'link' }],
    ['is:reply', { kind: 'is', quality: 'reply' }],
    ['is:sensitive', { kind: 'is', quality: 'sensitive' }],
    ['language:pt-BR', { kind: 'language', code: 'pt' }],
    ['language:deu', { kind: 'language', code: 'deu' }],
    ['in:library', { kind: 'in', place: 'library' }],
    ['before:2024-02-29', { kind: 'made', from: null, to: day }],
    ['after:2024-02-29', { kind: 'made', from: next, to: null }],
    ['during:"2024-02-29"', { kind: 'made', from: day, to: next }],
  ];
  for (const [text, condition] of cases) {
    test(text, () => {
      assert.deepEqual(parseQuery(text), only(condition));
      assert.deepEqual(parseQuery(`-${text}`).filters, [{ condition, negated: true }]);
    });
  }

  test('that are none are words', () => {
    for (const text of [
      'from:',
      'from:a-b',
      'has:cake',
      'before:2023-02-29',
      'during:today',
      'colour:red',
      ':x',
    ]) {
      const { words, filters } = parseQuery(text);
      assert.deepEqual([filters.length, words.length], [0, 1], text);
    }
    assert.deepEqual(parseQuery('"from:me"'), { words: [quote('from', 'me')], filters: [] });
    assert.ok(asksNothing(parseQuery('in:all')));
  });
});

test('nothing to search for', () => {
  for (const text of ['', '  ', '👍', '""', '-', '!? …']) assert.ok(asksNothing(parseQuery(text)), text);
  assert.equal(parseQuery('👍 cafe !').words.length, 1);
});

test('a query is bounded', () => {
  assert.equal(parseQuery('a '.repeat(400)).words.length, 24);
  assert.equal(parseQuery(`${'x'.repeat(499)} behind`).words.length, 1);
  const terms = parseQuery(`${'a.'.repeat(30)} ${'b.'.repeat(30)} ${'c.'.repeat(30)}`).words;
  assert.ok(terms.flatMap((one) => one.phrases.flat()).length <= 64);
  assert.doesNotThrow(() => parseQuery(`${'x'.repeat(499)}😀`));
});

suite('whatever is written', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '"',
      '-',
      'from:',
      'has:media',
      'before:2024-01-01',
      ' ',
      '-"',
      '東京都',
      'café',
      ':',
      '“',
    ),
  );
  const text = fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(''));

  test('is read within its bounds, into terms without spaces and quotes', () => {
    fc.assert(
      fc.property(text, (written) => {
        const { words, filters } = parseQuery(written);
        assert.ok(words.length + filters.length <= 24);
        const terms = words.flatMap((one) => one.phrases.flat());
        assert.ok(terms.length <= 64);
        for (const term of terms) assert.match(term, /^[\p{L}\p{M}\p{N}]+$/u);
      }),
    );
  });

  test('a quoted phrase means what it says, alone and negated', () => {
    const plain = fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,3}$/);
    fc.assert(
      fc.property(plain, fc.boolean(), (phrase, negated) => {
        const [found, ...others] = parseQuery(`${negated ? '-' : ''}"${phrase}"`).words;
        assert.deepEqual(found, { phrases: [phrase.split(' ')], quoted: true, negated });
        assert.equal(others.length, 0);
      }),
    );
  });
});
