import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Relation } from './facts.ts';
import type { PostChange } from './facts-for-tests.ts';
import { eyes, post } from './facts-for-tests.ts';
import { BOOST_WINDOW, isHomeCandidate, repeatedBoosts, showingOf } from './home-rules.ts';

const me = 1;
const friend = 2;
const other = 3;
const stranger = 4;
const following = (...ids: number[]) => Object.fromEntries(ids.map((id) => [id, { following: true }]));

function home(
  by: number,
  change: PostChange,
  relations: Record<number, Partial<Relation>> = following(friend, other),
) {
  return isHomeCandidate(post(10, by, change), eyes(me, relations));
}

describe('what belongs into a home', () => {
  it('own posts, and posts of the followed', () => {
    assert.ok(home(me, {}));
    assert.ok(home(me, { visibility: 'direct' }));
    assert.ok(home(friend, {}));
    assert.ok(home(friend, { visibility: 'private' }));
    assert.ok(!home(stranger, {}));
    assert.ok(!isHomeCandidate(post(10, friend), eyes(null)), 'nobody has a home signed out');
  });

  it('replies that answer their author, the reader or another followed one', () => {
    const answering = (account: number) => ({ in_reply_to_id: 5, in_reply_to_account_id: account });
    assert.ok(home(friend, answering(friend)));
    assert.ok(home(friend, answering(me)));
    assert.ok(home(friend, answering(other)));
    assert.ok(!home(friend, answering(stranger)));
    assert.ok(home(me, answering(stranger)), 'own replies always');
    assert.ok(!home(stranger, answering(me)), 'a reply to me by one I do not follow is a notification');
  });

  it('direct posts of the followed that mention the reader', () => {
    assert.ok(home(friend, { visibility: 'direct', mentions: [me] }));
    assert.ok(!home(friend, { visibility: 'direct', mentions: [other] }));
    assert.ok(!home(stranger, { visibility: 'direct', mentions: [me] }));
  });

  it('boosts, unless they are not wanted', () => {
    const boost = { inner: post(5, stranger) };
    assert.ok(home(friend, boost));
    assert.ok(!home(friend, boost, { [friend]: { following: true, showReblogs: false } }));
    assert.ok(home(friend, {}, { [friend]: { following: true, showReblogs: false } }));
    assert.ok(home(me, boost));
    assert.ok(!home(friend, boost, { ...following(friend), [stranger]: { blocking: true } }));
    const muted = { mute: { expiresAt: null, hideNotifications: false } };
    assert.ok(!home(friend, boost, { ...following(friend), [stranger]: muted }));
    assert.ok(!home(me, boost, { [stranger]: muted }), 'also in an own boost');
  });

  it('languages that are wanted of somebody; a post without one always', () => {
    const german = { [friend]: { following: true, languages: ['de'] } };
    assert.ok(home(friend, { language: 'de' }, german));
    assert.ok(!home(friend, { language: 'en' }, german));
    assert.ok(home(friend, {}, german));
  });
});

describe('boosts of the same post', () => {
  const day = BOOST_WINDOW;
  const show = (id: number, shows: number, createdAt: number) => ({ id, shows, createdAt });

  it('are hidden by the post or an older boost of the day before', () => {
    const boosts = [show(20, 10, day), show(30, 10, day + 1), show(40, 11, 0)];
    assert.deepEqual([...repeatedBoosts(boosts, [show(10, 10, 0)])], [20], 'a day at most');
    assert.deepEqual([...repeatedBoosts(boosts, [show(20, 10, day)])], [30]);
    assert.deepEqual([...repeatedBoosts(boosts, [show(50, 10, day)])], [], 'a newer one hides nothing');
  });

  it('are hidden by a boost that is itself hidden', () => {
    const chain = [show(10, 10, 0), show(20, 10, day), show(30, 10, 2 * day)];
    assert.deepEqual([...repeatedBoosts(chain.slice(1), chain)], [20, 30]);
  });

  it('are known by what they show', () => {
    assert.equal(showingOf(post(20, 2, { inner: post(10, 3) })).shows, 10);
    assert.equal(showingOf(post(10, 3)).shows, 10);
  });
});
