import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Token } from './index.ts';
import { isLocalDomain, mentionsOf, parseText, tagsOf } from './index.ts';

/** The tokens without plain text, written short. */
function found(text: string): string[] {
  return parseText(text).flatMap((token) =>
    token.type === 'text' ? [] : [`${token.type} ${written(token)}`],
  );
}

function written(token: Token): string {
  if (token.type === 'text') return token.text;
  if (token.type === 'link') return token.display;
  if (token.type === 'hashtag') return `#${token.name}`;
  return token.domain === null ? `@${token.username}` : `@${token.username}@${token.domain}`;
}

suite('mentions', () => {
  test('end where the name ends, whatever follows', () => {
    for (const after of [
      '',
      ' ',
      '.',
      ',',
      '!',
      ')',
      "'s",
      ':',
      '\n',
      '。',
      'さん',
      '…',
      '...and',
      '-',
      '@ ',
      '👋',
    ]) {
      assert.deepEqual(found(`(@bob_1${after}`), ['mention @bob_1'], JSON.stringify(after));
    }
  });

  test('name a host with a port', () => {
    assert.deepEqual(parseText('@Ann@Example.com:3000.'), [
      { type: 'mention', username: 'Ann', domain: 'Example.com:3000' },
      { type: 'text', text: '.' },
    ]);
    assert.deepEqual(found('@a@bücher.example, @b@localhost'), [
      'mention @a@bücher.example',
      'mention @b@localhost',
    ]);
  });

  test('are not found in e-mail addresses, paths and names of other shapes', () => {
    for (const text of [
      'mail bob@example.com',
      'bob.b+x@example.com',
      'x=@bob',
      'example.com/@bob',
      'ftp://h/@bob',
      '日@bob',
      '@jo.doe',
      '@jo-doe@h.org',
      `@${'a'.repeat(31)}`,
      '@',
      '@ bob',
      '@日本',
    ]) {
      assert.deepEqual(found(text), [], text);
    }
    assert.deepEqual(found(`@${'a'.repeat(30)}`).length, 1);
  });

  test('are listed once, as first written', () => {
    assert.deepEqual(mentionsOf('@Bob @bob @bob@H.org @BOB@h.org https://x.org/@eve'), [
      { username: 'Bob', domain: null },
      { username: 'bob', domain: 'H.org' },
    ]);
  });

  test('know their own server', () => {
    assert.ok(isLocalDomain(null, 'https://a.org'));
    assert.ok(isLocalDomain('A.org', 'https://a.org/'));
    assert.ok(isLocalDomain('localhost:3000', 'http://localhost:3000'));
    assert.ok(!isLocalDomain('localhost', 'http://localhost:3000'));
  });
});

suite('hashtags', () => {
  test('are letters, digits, marks and underscores of any script', () => {
    for (const tag of [
      '#Café',
      '#cafe\u0301',
      '#日本語',
      '#हिन्दी',
      '#c·la',
      '#スター・ウォーズ',
      '#می\u200cخواهم',
      '#2024_a',
      '#a1',
      '#1a',
      '#1_2',
      '#𝒳yz',
    ]) {
      assert.deepEqual(found(`x ${tag}, y`), [`hashtag ${tag}`]);
    }
  });

  test('need a letter', () => {
    for (const text of [
      '#123',
      '#_',
      '#',
      '# a',
      '#👍',
      '#️⃣',
      '#·a',
      'a#b',
      '/#b',
      '=#b',
      ')#b',
      '日#b',
      `#${'a'.repeat(101)}`,
    ]) {
      assert.deepEqual(found(text), [], text);
    }
  });

  test('end before punctuation and emoji', () => {
    assert.deepEqual(found('#one#two (#three) #four-five #six👍 ##seven #a·'), [
      'hashtag #one',
      'hashtag #three',
      'hashtag #four',
      'hashtag #six',
      'hashtag #seven',
      'hashtag #a',
    ]);
  });

  test('are listed once under their folded name', () => {
    assert.deepEqual(tagsOf('#Café #CAFE\u0301 #ｃａｆé #x'), [
      { name: 'Café', folded: 'café' },
      { name: 'x', folded: 'x' },
    ]);
  });
});

suite('links', () => {
  test('end before the punctuation of the sentence', () => {
    for (const [text, link] of [
      ['see https://example.com.', 'https://example.com'],
      ['(https://example.com/a)', 'https://example.com/a'],
      ['https://en.wikipedia.org/wiki/A_(b), so', 'https://en.wikipedia.org/wiki/A_(b)'],
      ['<https://example.com/?a=b&c=d>', 'https://example.com/?a=b&c=d'],
      ['見てhttps://example.jp/パス。次', 'https://example.jp/パス'],
      ['HTTP://localhost:3000/@bob/1#top!', 'HTTP://localhost:3000/@bob/1#top'],
      ['https://bücher.example/ß', 'https://bücher.example/ß'],
      ['https://example.com/#tag', 'https://example.com/#tag'],
      ['https://example.com"onclick="x', 'https://example.com'],
    ] as const) {
      assert.deepEqual(found(text), [`link ${link}`], text);
    }
  });

  test('are http and https only', () => {
    for (const text of [
      'javascript:alert(1)',
      'ftp://example.com',
      'data:text/html,x',
      '//example.com',
      'mailto:a@b.org',
      'example.com',
      'xhttps://a.org',
      'https://',
      'https:///x',
      'http:a.org',
    ]) {
      assert.deepEqual(found(text), [], text);
    }
  });

  test('do not pretend to be another address', () => {
    assert.deepEqual(found('https://bank.example@evil.example/'), []);
    assert.deepEqual(found('https://a.org/x\u202Emoc.elpmaxe'), ['link https://a.org/x']);
  });
});

test('the tokens make up the text', () => {
  const text = 'Hi @a, see https://a.org/b (#c) and\n\n@d@e.org! \ud83d 👩‍👩‍👧 مرحبا @f שלום #g';
  const tokens = parseText(text);
  assert.equal(tokens.map(written).join(''), text);
  assert.ok(tokens.every((token, index) => token.type !== 'text' || tokens[index + 1]?.type !== 'text'));
  assert.deepEqual(parseText(''), []);
});
