import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completionAt, insertionOf } from './completion.ts';

/** `|` is the caret. */
function at(marked: string) {
  const caret = marked.indexOf('|');
  return completionAt(marked.replace('|', ''), caret);
}

test('a name or a tag that is begun', () => {
  assert.deepEqual(at('hi @mi|'), { kind: 'mention', query: 'mi', from: 3, to: 6 });
  assert.deepEqual(at('#caf|'), { kind: 'tag', query: 'caf', from: 0, to: 4 });
  assert.deepEqual(at('(@ann@exa|'), { kind: 'mention', query: 'ann@exa', from: 1, to: 9 });
  assert.equal(at('#東京|')?.query, '東京');
  assert.equal(at('مرحبا #سلام|')?.query, 'سلام');
});

test('the word is replaced as a whole, though the caret stands inside', () => {
  assert.deepEqual(at('@mi|ra and'), { kind: 'mention', query: 'mi', from: 0, to: 5 });
});

test('what the server would not read as a name or tag is left alone', () => {
  for (const text of [
    'a@b|',
    'https://x.example/#part|',
    'x/@ann|',
    '@|',
    '#|',
    'word|',
    ':smile|',
    '3 # 4|',
  ]) {
    assert.equal(at(text), null, text);
  }
});

test('a space follows, but not a second one', () => {
  const completion = { kind: 'mention', query: 'mi', from: 0, to: 3 } as const;
  assert.equal(insertionOf('@mi', completion, 'mira'), '@mira ');
  assert.equal(insertionOf('@mi there', completion, 'mira'), '@mira');
  assert.equal(insertionOf('@mi, there', completion, 'mira'), '@mira ');
});
