/** What everybody can open: read without JavaScript, and how the client's files come. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { drawing } from './support/drawing.ts';
import { begin, postWith } from './support/people.ts';
import type { Place } from './support/place.ts';
import { openPlace } from './support/place.ts';
import { settled } from './support/settled.ts';
import { post, say } from './support/village.ts';

let place: Place;
/** Of a post with a picture, and an answer to it. */
let thread: string;

before(async () => {
  place = await openPlace();
  const { network } = place;
  const ana = await network.person('ana', { role: 'owner' });
  const ben = await network.person('ben');
  const rules = [{ text: 'Wash your hands.', hint: 'Before you touch the dough.' }];
  const about = { title: 'The Bakehouse', description: 'For those who rise early.', rules };
  assert.equal((await ana.api('PUT', '/api/v1/admin/instance', about)).status, 200);
  const profile = { display_name: 'Ana of the Oven', note: 'Bakes since 1999.', indexable: true };
  assert.equal((await ana.api('PATCH', '/api/v1/accounts/update_credentials', profile)).status, 200);
  const loaf = await drawing(ana, 'A loaf on a board');
  const first = await say(ana, { status: 'Sunday’s loaf #bread', media_ids: [loaf] });
  thread = `/@ana/${first}`;
  await say(ben, { status: '@ana It looks good!', in_reply_to_id: first });
  await say(ana, { status: 'For followers only.', visibility: 'private' });
  await post(ben, `/api/v1/accounts/${ana.id}/follow`);
  await network.settle();
});
after(() => place.close());

test('without JavaScript the place says what it is', async () => {
  const page = await place.visitor({ javaScriptEnabled: false });
  await page.goto('/');
  await page.getByRole('heading', { name: 'The Bakehouse', level: 1 }).waitFor();
  await page.getByText('For those who rise early.').first().waitFor();
  await page.getByText('Wash your hands.').waitFor();
  await page.getByText('Sunday’s loaf').waitFor();
  assert.equal(await page.getByText('For followers only.').count(), 0);
  await page.getByRole('link', { name: 'Create an account' }).first().click();
  await page.getByLabel('Username').waitFor();
});

test('without JavaScript people and posts are read', async () => {
  const page = await place.visitor({ javaScriptEnabled: false });
  await page.goto('/@ana');
  await page.getByRole('heading', { name: 'Ana of the Oven', level: 1 }).waitFor();
  await page.getByText('Bakes since 1999.').waitFor();
  await page.getByRole('img', { name: 'A loaf on a board' }).waitFor();
  assert.equal(await page.getByText('For followers only.').count(), 0);
  await page.locator(`a[href$="${thread}"]`).first().click();
  await page.waitForURL(`**${thread}`);
  await page.getByRole('main').getByText('Sunday’s loaf').waitFor();
  await page.getByText('It looks good!').waitFor();
  assert.equal(
    await page.locator('link[rel=canonical]').getAttribute('href'),
    `${place.network.url}${thread}`,
  );
  assert.match((await contentOf(page, 'og:image')) ?? '', /^http/);
  assert.match((await contentOf(page, 'og:description')) ?? '', /Sunday’s loaf/);
  await page.getByRole('main').getByRole('link', { name: '#bread' }).click();
  await page.getByRole('heading', { name: '#bread', level: 1 }).waitFor();
});

const contentOf = (page: Page, property: string) =>
  page.locator(`meta[property="${property}"]`).first().getAttribute('content');

test('the front page, as the client shows it to somebody who is signed out', async () => {
  const page = await place.visitor();
  await page.goto('/');
  await page.getByRole('heading', { name: 'The Bakehouse', level: 1 }).waitFor();
  await page.getByText('Wash your hands.').waitFor();
  const loaf = postWith(page, 'Sunday’s loaf');
  await loaf.getByRole('button', { name: 'Reply: 1' }).click();
  await page.getByRole('dialog', { name: 'Only with an account' }).waitFor();
  await page.keyboard.press('Escape');
  await loaf.getByRole('link', { name: /Ana of the Oven/ }).click();
  await page.getByRole('heading', { name: 'Ana of the Oven', level: 1 }).waitFor();
  await page.getByText('Bakes since 1999.').waitFor();
  assert.equal(await page.getByText('For followers only.').count(), 0);
});

test('the client’s files are packed and kept for good', async () => {
  const html = await (await fetch(new URL('/@ana', place.network.url))).text();
  const files = [...html.matchAll(/(?:href|src)="(\/app\/[^"]+\.(?:js|css))"/g)].map(([, path = '']) => path);
  assert.ok(files.length > 2, html.slice(0, 2000));
  for (const path of files) {
    const answer = await fetch(new URL(path, place.network.url), {
      headers: { 'accept-encoding': 'br, gzip' },
    });
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers.get('content-encoding'), 'br', path);
    assert.match(answer.headers.get('cache-control') ?? '', /max-age=31536000, immutable/, path);
  }
});

test('the content policy is strict, and nothing of the client goes against it', async () => {
  const page = await place.signedIn(await place.network.person('cleo'));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      // biome-ignore lint/suspicious/noConsole: the test hears it there
      console.error(`Against the content policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  const answer = await page.goto(thread);
  const policy = answer?.headers()['content-security-policy'] ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self';/);
  assert.match(policy, /style-src 'self';/);
  assert.doesNotMatch(policy, /unsafe/);
  // Whatever is reported fails the closing of the place.
  await page.getByRole('button', { name: 'A loaf on a board' }).click();
  await page.getByRole('dialog').getByRole('img', { name: 'A loaf on a board' }).waitFor();
  await page.keyboard.press('Escape');
  await begin(page, 'Hello @an');
  await page.getByRole('option', { name: /@ana/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  for (const path of ['/settings', '/search?q=loaf', '/notifications', '/@ana/media']) {
    await page.goto(path);
    await settled(page);
  }
});

test('it can be installed', async () => {
  const page = await place.visitor();
  await page.goto('/');
  const href = await page.locator('link[rel=manifest]').getAttribute('href');
  const manifest = await (await page.request.get(href ?? '')).json();
  assert.equal(manifest.name, 'The Bakehouse');
  assert.equal(manifest.start_url, '/home');
  assert.ok(manifest.icons.length >= 2);
  for (const { src, sizes } of manifest.icons as { src: string; sizes: string }[]) {
    const icon = await page.request.get(src);
    assert.equal(icon.status(), 200, src);
    const { width, height } = await sharp(await icon.body()).metadata();
    assert.equal(`${width}x${height}`, sizes, src);
  }
  const worker = await page.request.get('/sw.js');
  assert.equal(worker.headers()['cache-control'], 'no-cache');
  await page.evaluate(() => navigator.serviceWorker.ready);
});
