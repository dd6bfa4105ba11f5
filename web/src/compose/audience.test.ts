import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentionsFor, narrower } from './audience.ts';

const person = (id: string, acct: string) => ({ id, acct });

test('an answer reaches no more people than what it answers', () => {
  assert.equal(narrower('public', 'private'), 'private');
  assert.equal(narrower('direct', 'public'), 'direct');
  assert.equal(narrower('unlisted', 'unlisted'), 'unlisted');
});

test('an answer names the author and everybody named, once, but not oneself', () => {
  const post = {
    account: person('1', 'ann'),
    mentions: [person('2', 'me'), person('3', 'bo@else.example'), person('1', 'ann')],
  };
  assert.equal(mentionsFor(post, '2'), '@ann @bo@else.example ');
  assert.equal(mentionsFor({ account: person('2', 'me'), mentions: [] }, '2'), '');
});
