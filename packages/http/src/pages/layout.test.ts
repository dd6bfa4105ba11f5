import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from './html.ts';
import { pageLayout } from './layout.ts';
import { field, notice } from './parts.ts';
import { postCard } from './post-card.ts';
import { stylesheet } from './stylesheet.ts';

const evil = '"><script>alert(1)</script>';

test('texts are escaped wherever they stand', () => {
  const page = pageLayout({
    title: evil,
    siteName: evil,
    description: evil,
    signedInAs: evil,
    body: [
      html`<h1>${evil}</h1>`,
      field({ name: 'x', label: evil, value: evil, hint: evil, error: evil }),
      notice(evil, 'bad'),
      postCard({
        name: evil,
        handle: evil,
        avatar: evil,
        url: evil,
        at: evil,
        when: evil,
        content: '<p>safe</p>',
        warning: evil,
        media: [{ url: evil, alt: evil }],
      }),
    ].join(''),
  });
  assert.equal(page.includes('<script'), false);
  assert.ok(page.includes('<p>safe</p>'));
});

test('a page needs nothing but its own stylesheet', () => {
  const page = pageLayout({ title: 'Hello', body: '' });
  assert.ok(page.includes(`href="${stylesheet().path}"`));
  assert.equal(/<style|style="|<script| on[a-z]+="/.test(page), false);
  assert.match(page, /^<!doctype html>/);
  assert.equal(/url\(|@import/.test(stylesheet().text), false);
});

test('a field tells assistive software what is wrong', () => {
  const markup = field({
    name: 'email',
    label: 'E-mail',
    type: 'email',
    hint: 'Never shown',
    error: 'is invalid',
  });
  assert.match(markup, /aria-invalid="true"/);
  assert.match(markup, /aria-describedby="field-email-hint field-email-error"/);
  assert.match(markup, /<label for="field-email">/);
});

test('one of a thing is said in the singular, none not at all', () => {
  const card = postCard({
    name: 'Ana',
    handle: 'ana',
    avatar: '/a.png',
    url: '/@ana/1',
    at: '2026-01-01T00:00:00.000Z',
    when: 'now',
    content: '<p>x</p>',
    replies: 1,
    reblogs: 0,
    favourites: 2,
    media: [{ url: '/small.webp', full: '/full.webp', alt: '' }],
  });
  assert.ok(card.includes('<span>1 reply</span><span>2 favourites</span>'));
  assert.match(card, /<a href="\/full\.webp"><img src="\/small\.webp" alt="Picture without a description"/);
});
