import assert from 'node:assert/strict';
import { test } from 'node:test';
import { covers, may } from './permissions.ts';

test('a role may what its mask says', () => {
  const moderator = { permissions: String((1 << 30) + (1 << 2)) };
  assert.equal(may(moderator, 'approve_posts'), true);
  assert.equal(may(moderator, 'view_audit_log'), true);
  assert.equal(may(moderator, 'manage_policy'), false);
  assert.equal(may({ permissions: '0' }, 'approve_posts'), false);
});

test('nobody, and what cannot be read, may nothing', () => {
  assert.equal(may(undefined, 'approve_posts'), false);
  assert.equal(may(null, 'approve_posts'), false);
  assert.equal(may({ permissions: 'all' }, 'approve_posts'), false);
});

test('a wide scope covers its parts, and no other', () => {
  assert.equal(covers('read admin:read', 'admin:read:submissions'), true);
  assert.equal(covers('read write', 'admin:read:submissions'), false);
  assert.equal(covers('read', 'readings'), false);
});
