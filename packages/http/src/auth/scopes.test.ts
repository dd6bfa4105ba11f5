import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coversAny, scopeCovers } from './scopes.ts';

const yes: [granted: string, wanted: string][] = [
  ['read', 'read'],
  ['read', 'read:statuses'],
  ['write write:media', 'write:media'],
  ['follow', 'write:blocks'],
  ['follow', 'read:mutes'],
  ['follow', 'follow'],
  ['admin:read', 'admin:read:submissions'],
  ['profile', 'profile'],
];
const no: [granted: string, wanted: string][] = [
  ['', 'read'],
  ['read:statuses', 'read'],
  ['read', 'readable'],
  ['read', 'write:statuses'],
  ['read write', 'admin:read'],
  ['follow', 'write:statuses'],
  ['profile', 'read:accounts'],
  ['admin:read:accounts', 'admin:read:submissions'],
];

for (const [granted, wanted] of yes)
  test(`"${granted}" covers ${wanted}`, () => assert.ok(scopeCovers(granted.split(' '), wanted)));
for (const [granted, wanted] of no)
  test(`"${granted}" does not cover ${wanted}`, () => assert.ok(!scopeCovers(granted.split(' '), wanted)));

test('any one of several is enough, none wanted needs none', () => {
  assert.ok(coversAny(['profile'], ['profile', 'read:accounts']));
  assert.ok(coversAny([], []));
  assert.ok(!coversAny([], ['read']));
});
