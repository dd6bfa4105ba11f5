/** Small pure helpers. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plain } from '../pages/post.ts';
import { localUsername } from './acct.ts';
import { renderLine } from './render.ts';
import { isoDay, isoTime, urlsOf } from './urls.ts';
import { when } from './when.ts';

describe('an acct', () => {
  it('names an account here with @, with the host and with host and port', () => {
    for (const acct of [
      'bob',
      '@bob',
      ' bob ',
      'bob@social.example:8080',
      '@bob@SOCIAL.example',
      'bob@social.example',
    ]) {
      assert.equal(localUsername(acct, 'social.example:8080'), 'bob', acct);
    }
  });

  it('names nobody here otherwise', () => {
    for (const acct of ['', '@', 'bob@elsewhere.example', 'bob@social.example:81', 'bob@a@b']) {
      assert.equal(localUsername(acct, 'social.example:8080'), null, acct);
    }
  });
});

describe('days', () => {
  it('are the beginning of the time', () => {
    for (const ms of [
      0,
      1,
      86_399_999,
      86_400_000,
      Date.UTC(2024, 1, 29, 23),
      Date.UTC(999, 8, 9),
      253_402_300_799_999,
    ])
      assert.equal(isoDay(ms), isoTime(ms).slice(0, 10));
  });
});

describe('times on pages', () => {
  it('say how long ago, and the day after a week', () => {
    const now = Date.UTC(2026, 10, 22);
    const hour = 3_600_000;
    const shown = [0, 59_999, 60_000, hour, 25 * hour, 8 * 24 * hour].map((age) => when(now - age, now));
    assert.deepEqual(shown, ['now', 'now', '1 min', '1 h', '1 d', '14 Nov 2026']);
  });
});

describe('content without markup', () => {
  it('keeps the text and its characters', () => {
    assert.equal(plain('<p>a &lt;b&gt;<br />c</p><p>d &amp;amp; &quot;e&quot;</p>'), 'a <b> c d &amp; "e"');
    assert.equal(plain('<p>12345</p>', 3), '123…');
  });

  it('of a profile field stands on one line', () => {
    assert.equal(renderLine('x\ny', [], urlsOf('http://localhost')), 'x y');
  });
});
