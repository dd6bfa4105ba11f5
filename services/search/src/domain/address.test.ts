import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, fullNameOf } from './address.ts';

const here = 'http://localhost:3000';

test('addresses on this server', () => {
  const account = { kind: 'account', username: 'alice_1' };
  const status = { kind: 'status', id: 1234567890123456 };
  for (const [path, expected] of [
    ['/@alice_1', account],
    ['/users/alice_1/', account],
    ['/@alice_1/1234567890123456', status],
    ['/statuses/1234567890123456', status],
    ['/users/alice_1/statuses/1234567890123456?x#y', status],
    ['/tags/caf%C3%A9', { kind: 'tag', name: 'café' }],
    ['/tags/%E0%A4%A', null],
    ['/', null],
    ['/@alice_1/99999999999999999', null],
    ['/@a.b', null],
  ] as const) {
    assert.deepEqual(addressOf(` ${here}${path}`, here), expected, path);
  }
  assert.deepEqual(addressOf('https://localhost:3000/@alice_1', here), account);
  assert.equal(addressOf('http://other.example/@alice_1', here), null);
  assert.equal(addressOf('alice', here), null);
});

test('full names', () => {
  const local = { username: 'alice', local: true };
  for (const name of ['@alice@localhost:3000', 'alice@LOCALHOST:3000', 'alice@localhost', '@alice@loc']) {
    assert.deepEqual(fullNameOf(name, here), local, name);
  }
  assert.deepEqual(fullNameOf('alice@other.example', here), { username: 'alice', local: false });
  for (const text of ['alice', '@alice', '@alice@', 'a b@localhost', '@a@b@c']) {
    assert.equal(fullNameOf(text, here), null, text);
  }
});
