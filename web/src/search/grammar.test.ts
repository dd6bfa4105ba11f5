import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grammarNotes, hasOperators, withPart } from './grammar.ts';

test('a text that is read as it was meant needs no note', () => {
  for (const text of [
    '',
    'bread',
    'from:me has:media -is:reply before:2024-02-29',
    'from:@mira@localhost:3000 language:pt-BR in:library',
    '"has:cake"',
    'colour:red',
    'IS:Reply during:"2024-02-29"',
  ])
    assert.deepEqual(grammarNotes(text), [], text);
});

test('operators that are read as words are told of, in their order', () => {
  assert.deepEqual(
    grammarNotes('has:cake before:2023-02-29 from: from:a-b language:german has:video -is:nice').map(
      ({ kind }) => kind,
    ),
    ['value', 'day', 'alone', 'account', 'language', 'absent', 'value'],
  );
});

test('what is too long, or nothing', () => {
  assert.deepEqual(grammarNotes('a '.repeat(30))[0]?.kind, 'long');
  assert.deepEqual(grammarNotes('x'.repeat(600))[0]?.kind, 'long');
  assert.deepEqual(grammarNotes('👍 !'), [{ kind: 'nothing' }]);
});

test('operators narrow posts', () => {
  assert.ok(hasOperators('bread -from:me'));
  assert.ok(!hasOperators('bread "from:me"'));
});

test('an example is added to what was typed, and taken out again', () => {
  assert.equal(withPart('', 'from:me'), 'from:me ');
  assert.equal(withPart('bread ', 'from:me'), 'bread from:me ');
  assert.equal(withPart('bread from:me', 'from:me'), 'bread');
});
