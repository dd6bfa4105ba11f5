import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldTag, normalizeName, normalizeText } from './index.ts';

test('a text stays as written but for what no engine stores', () => {
  assert.equal(normalizeText('a\r\nb\rc\n'), 'a\nb\nc');
  assert.equal(normalizeText('a\0b\ud800c\udc00d😀'), 'abcd😀');
  assert.equal(normalizeText('\n \t\n  indented\n\n\ninside  \n \n'), '  indented\n\n\ninside');
  assert.equal(normalizeText(' \n\n '), '');
  assert.equal(normalizeText('e\u0301'), 'e\u0301');
  const text = normalizeText(' \r\n x \u202E \0');
  assert.equal(normalizeText(text), text);
});

test('a name is one line and does not turn what follows', () => {
  assert.equal(normalizeName(' Ann\r\n\tSmith \u202E\u2028'), 'Ann Smith');
  assert.equal(normalizeName('שרה 👩‍👩‍👧'), 'שרה 👩‍👩‍👧');
});

test('folding a tag twice changes nothing', () => {
  for (const name of ['Straße', 'İstanbul', 'ＣＡＦＥ', 'ﷺ', 'ΣΑΣ', 'ǅ', '㎑', 'ﾊﾟ', 'e\u0301']) {
    const folded = foldTag(name);
    assert.equal(foldTag(folded), folded);
    assert.doesNotMatch(folded, /\s/);
  }
  assert.equal(foldTag('ＣＡＦE\u0301'), 'café');
});
