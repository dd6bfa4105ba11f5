import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Standing } from './access.ts';
import { maySee } from './access.ts';
import { bodyHash } from './body-hash.ts';
import { readRange } from './byte-range.ts';
import { whyFixed, whyUndecidable } from './decision.ts';
import { readFocus } from './focus.ts';
import { openPending, sealPending } from './pending-url.ts';
import { approvedPostsToCount, needsApproval, startPolicy } from './policy.ts';
import { propose, sameMedia } from './proposal.ts';
import { isPulled } from './pull-mode.ts';
import { boostVisibility, readVisibility } from './visibility.ts';

const stranger: Standing = { authorActive: true, blocked: false, follows: false, mentioned: false };

test('who may see what', () => {
  assert.equal(maySee('public', stranger), true);
  assert.equal(maySee('private', stranger), false);
  assert.equal(maySee('private', { ...stranger, follows: true }), true);
  assert.equal(maySee('private', { ...stranger, mentioned: true }), true);
  assert.equal(maySee('direct', { ...stranger, follows: true }), false);
  assert.equal(maySee('direct', { ...stranger, mentioned: true }), true);
  for (const visibility of ['public', 'unlisted', 'private', 'direct'] as const) {
    const close = { ...stranger, follows: true, mentioned: true };
    assert.equal(maySee(visibility, { ...close, blocked: true }), false);
    assert.equal(maySee(visibility, { ...close, authorActive: false }), false);
  }
});

test('the mode of an author flips above the limit and back only well below it', () => {
  assert.equal(isPulled(101, 100, false), true);
  assert.equal(isPulled(100, 100, false), false);
  assert.equal(isPulled(100, 100, true), true);
  assert.equal(isPulled(80, 100, true), true);
  assert.equal(isPulled(79, 100, true), false);
});

test('an unknown visibility is refused, never read as the default', () => {
  assert.equal(readVisibility(undefined, 'unlisted'), 'unlisted');
  assert.equal(readVisibility('', 'private'), 'private');
  assert.throws(() => readVisibility('followers', 'public'), { code: 'invalid' });
  assert.equal(boostVisibility('private', 'public', 'public'), 'private');
  assert.equal(boostVisibility('public', undefined, 'unlisted'), 'unlisted');
});

test('whose posts wait', () => {
  const user = { role: 'user' as const, approvedPosts: 0 };
  assert.equal(needsApproval(startPolicy('off'), user, 'public'), false);
  assert.equal(needsApproval(startPolicy('everyone'), user, 'public'), true);
  assert.equal(needsApproval(startPolicy('everyone'), { ...user, role: 'moderator' }, 'public'), false);
  assert.equal(needsApproval(startPolicy('everyone'), user, 'direct'), false);
  assert.equal(needsApproval({ ...startPolicy('everyone'), include_direct: true }, user, 'direct'), true);
  assert.equal(needsApproval(startPolicy('new-accounts'), { ...user, approvedPosts: 2 }, 'public'), true);
  assert.equal(needsApproval(startPolicy('new-accounts'), { ...user, approvedPosts: 3 }, 'public'), false);
  assert.equal(approvedPostsToCount(startPolicy('everyone')), 0);
});

test('a decision needs the version that waits, and says who was there before', () => {
  assert.equal(whyUndecidable({ state: 'pending', version: 2 }, 2, '@mod'), null);
  assert.match(whyUndecidable({ state: 'pending', version: 2 }, 1, '@mod') ?? '', /version 2/);
  assert.equal(
    whyUndecidable({ state: 'rejected', version: 2 }, 2, '@mod'),
    '@mod has already rejected it (version 2)',
  );
  assert.match(whyUndecidable({ state: 'withdrawn', version: 2 }, 2, '@mod') ?? '', /withdrawn/);
  assert.equal(whyFixed({ state: 'rejected', version: 1 }, '@mod'), null);
  assert.match(whyFixed({ state: 'approved', version: 1 }, '@mod') ?? '', /@mod/);
});

test('the hash of a body does not depend on order or on what is absent', () => {
  assert.equal(
    bodyHash({ a: 1, b: [{ c: 'x', d: null }] }),
    bodyHash({ b: [{ c: 'x' }], a: 1, e: undefined }),
  );
  assert.notEqual(bodyHash({ a: '1' }), bodyHash({ a: 1 }));
  assert.notEqual(bodyHash({ ids: [1, 2] }), bodyHash({ ids: [2, 1] }));
});

test('a sealed address names its picture until it ends, and no other server can make one', () => {
  const secret = Buffer.alloc(32, 7);
  const picture = { mediaId: 2 ** 52 + 1, part: 'preview' as const, expiresAt: 1000 };
  const token = sealPending(picture, secret);
  assert.deepEqual(openPending(token, secret, 999), picture);
  assert.equal(openPending(token, secret, 1000), null);
  assert.equal(openPending(token, Buffer.alloc(32, 8), 999), null);
  assert.equal(openPending(`${token}x`, secret, 999), null);
  assert.notEqual(sealPending(picture, secret), token);
});

test('focus, byte ranges and proposals of media', () => {
  assert.deepEqual(readFocus('-0.5,1'), { x: -0.5, y: 1 });
  for (const text of ['', '1', '2,0', 'a,b', ',', null]) assert.equal(readFocus(text), null);
  assert.deepEqual(readRange('bytes=2-4', 10), { start: 2, end: 4 });
  assert.deepEqual(readRange('bytes=2-', 10), { start: 2, end: 9 });
  assert.deepEqual(readRange('bytes=-3', 10), { start: 7, end: 9 });
  assert.equal(readRange('bytes=10-', 10), 'unsatisfiable');
  for (const text of ['bytes=4-2', 'bytes=-', 'bytes=1-2,4-5', 'items=1-2', undefined]) {
    assert.equal(readRange(text, 10), null);
  }
  const media = [{ id: 1, description: 'a', focus: null }];
  const described = propose(media, [{ id: 1, description: 'b' }]);
  assert.deepEqual(described, [{ id: 1, description: 'b', focus: null }]);
  assert.equal(sameMedia(media, described), false);
  assert.throws(() => propose(media, [{ id: 1, description: 'x'.repeat(1501) }]), { code: 'invalid' });
});
