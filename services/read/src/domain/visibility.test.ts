import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eyes, post } from './facts-for-tests.ts';
import type { Surface } from './visibility.ts';
import { isVisible } from './visibility.ts';

const me = 1;
const author = 2;
const other = 3;
const surfaces: Surface[] = ['one', 'profile', 'list'];

function seen(status: ReturnType<typeof post>, by = eyes(me)): string {
  return surfaces.filter((surface) => isVisible(status, by, surface)).join(' ');
}

const everywhere = 'one profile list';

describe('who may see a post', () => {
  it('public and unlisted: everybody, signed out too', () => {
    for (const visibility of ['public', 'unlisted'] as const) {
      assert.equal(seen(post(10, author, { visibility })), everywhere);
      assert.equal(seen(post(10, author, { visibility }), eyes(null)), everywhere);
    }
  });

  it('private: its author, followers and the mentioned', () => {
    const secret = post(10, author, { visibility: 'private' });
    assert.equal(seen(secret), '');
    assert.equal(seen(secret, eyes(null)), '');
    assert.equal(seen(secret, eyes(author)), everywhere);
    assert.equal(seen(secret, eyes(me, { [author]: { following: true } })), everywhere);
    assert.equal(seen(post(10, author, { visibility: 'private', mentions: [me] })), everywhere);
  });

  it('direct: its author and the mentioned, not followers', () => {
    const letter = post(10, author, { visibility: 'direct', mentions: [other] });
    assert.equal(seen(letter, eyes(me, { [author]: { following: true } })), '');
    assert.equal(seen(letter, eyes(other)), everywhere);
    assert.equal(seen(letter, eyes(author)), everywhere);
  });

  it('deleted, and by the suspended: nobody, not even the author', () => {
    assert.equal(seen(post(10, author, { deleted_at: 5 }), eyes(author)), '');
    assert.equal(seen(post(10, author, { author: { state: 'suspended' } })), '');
  });

  it('a block hides in both directions, also from the mentioned', () => {
    const mentioning = post(10, author, { visibility: 'direct', mentions: [me] });
    for (const block of [{ blocking: true }, { blockedBy: true }]) {
      assert.equal(seen(post(10, author), eyes(me, { [author]: block })), '');
      assert.equal(seen(mentioning, eyes(me, { [author]: block })), '');
    }
  });

  it('a mute hides from lists, until it expires', () => {
    const muted = (expiresAt: number | null) =>
      eyes(me, { [author]: { mute: { expiresAt, hideNotifications: true } } });
    assert.equal(seen(post(10, author), muted(null)), 'one profile');
    assert.equal(seen(post(10, author), muted(1001)), 'one profile');
    assert.equal(seen(post(10, author), muted(1000)), everywhere);
  });

  it('a boost shows nothing that could not be seen without it', () => {
    const boost = post(20, other, { inner: post(10, author) });
    assert.equal(seen(boost), everywhere);
    assert.equal(seen(boost, eyes(me, { [author]: { blockedBy: true } })), '');
    assert.equal(seen(boost, eyes(me, { [other]: { blocking: true } })), '');
    assert.equal(
      seen(boost, eyes(me, { [author]: { mute: { expiresAt: null, hideNotifications: false } } })),
      'one',
    );
    assert.equal(seen(post(20, other, { inner: post(10, author, { deleted_at: 1 }) })), '');
    assert.equal(seen(post(20, other, { inner: post(10, author, { visibility: 'private' }) })), '');
    assert.equal(seen(post(20, other, { reblog_of_id: 10 })), '', 'what it boosts is unknown');
  });
});
