import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expected, followState, pressed } from './follow-state.ts';

const nothing = { following: false, requested: false, blocking: false, blockedBy: false, followedBy: false };

test('the strongest of what stands between two people decides what the button is', () => {
  assert.equal(followState(nothing, false), 'follow');
  assert.equal(followState(nothing, true), 'ask');
  assert.equal(followState(null, false), 'follow');
  assert.equal(followState({ ...nothing, followedBy: true }, false), 'follow-back');
  assert.equal(followState({ ...nothing, followedBy: true }, true), 'ask');
  assert.equal(followState({ ...nothing, following: true, followedBy: true }, true), 'following');
  assert.equal(followState({ ...nothing, requested: true }, true), 'requested');
  assert.equal(followState({ ...nothing, blocking: true, blockedBy: true }, false), 'blocking');
  assert.equal(followState({ ...nothing, blockedBy: true }, false), 'blocked-by');
});

test('a press leads on from each state, and back', () => {
  assert.equal(pressed.follow, 'follow');
  assert.equal(pressed.following, 'unfollow');
  assert.equal(pressed.requested, 'unfollow');
  assert.equal(pressed['blocked-by'], null);
});

test('what is shown before the server has answered', () => {
  assert.deepEqual(expected(nothing, 'follow', false), { following: true, showingReblogs: true });
  assert.deepEqual(expected(nothing, 'follow', true), { requested: true });
  const block = { ...nothing, following: true, followedBy: true, ...expected(nothing, 'block', false) };
  assert.equal(followState(block, false), 'blocking');
  assert.deepEqual([block.following, block.followedBy], [false, false]);
  assert.equal(followState({ ...block, ...expected(block, 'unblock', false) }, false), 'follow');
});
