/** How the place is, as its owner and as everybody sees it, and where a post of one's own is. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memoryServer } from '@fanfare/cache/memory';
import type { Person } from '@fanfare/testkit';
import type { Page } from 'playwright-core';
import { audit } from './support/audit.ts';
import { dayBefore } from './support/day.ts';
import { choose, postWith } from './support/people.ts';
import type { Place } from './support/place.ts';
import { openPlace } from './support/place.ts';
import { settled } from './support/settled.ts';
import { post, say } from './support/village.ts';

const cacheServer = memoryServer();
let place: Place;
let ana: Person;
let ben: Person;
let owner: Page;
before(async () => {
  place = await openPlace({ cacheServer });
  ana = await place.network.person('ana', { role: 'owner' });
  ben = await place.network.person('ben');
  owner = await place.signedIn(ana);
});
after(() => place.close());

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('the owner finds it, and reads in a moment that all is well', async () => {
  await owner.goto('/more');
  await owner.getByRole('link', { name: 'Status', exact: true }).click();
  await owner.getByRole('heading', { name: 'Status', level: 1 }).waitFor();
  await owner.getByRole('heading', { name: 'Everything works.' }).waitFor();
  assert.equal(await part(owner, 'What is wrong').count(), 0);
  await owner.getByText('The graphs begin a minute after the start').waitFor();
  await owner.getByText(/^\d+ of \d+ parts work$/).click();
  await owner.getByText('Search index', { exact: false }).first().waitFor();
});

test('the last day is drawn, said in sentences and written as a table', async () => {
  const { db } = place.network.composition().engines;
  const minutes = dayBefore(place.network.clock.now());
  await db.unit((unit) => unit.db.insertInto('vital_samples').values(minutes).execute());
  await owner.reload();
  const day = part(owner, 'The last day');
  const strip = day.getByRole('img', { name: /^How it was: worked 23 hr, in part 1 hr$/ });
  await strip.waitFor();
  await day.getByRole('img', { name: /^Requests in 10 minutes: \d+ now, at most \d+ at / }).waitFor();
  await day.getByRole('img', { name: /^Open connections: \d+ now/ }).waitFor();
  await day.getByText('The graphs as a table').click();
  assert.equal(await day.getByRole('row').count(), 25);
  const promise = owner.getByRole('row', { name: /^to open pages and apps/ });
  assert.match((await promise.textContent()) ?? '', /3 ms/);
});

test('what fails comes first, with what to do', async () => {
  cacheServer.reachable = false;
  await owner.reload();
  await owner.getByRole('heading', { name: 'Most things work.' }).waitFor();
  const wrong = part(owner, 'What is wrong');
  await wrong.getByRole('heading', { name: 'Cache', exact: true }).waitFor();
  await wrong.getByText('What to do:').first().waitFor();
  const [first] = await owner.getByRole('list', { name: 'What people can do' }).getByRole('listitem').all();
  assert.match((await first?.textContent()) ?? '', /Reading/);
  cacheServer.reachable = true;
  await owner.reload();
  await owner.getByRole('heading', { name: 'Everything works.' }).waitFor();
});

test('others see it when the owner says so, also without JavaScript', async () => {
  const visitor = await place.visitor();
  const plain = await place.visitor({ javaScriptEnabled: false });
  const member = await place.signedIn(ben);
  const all = [visitor, plain, member];
  for (const page of all) {
    await page.goto('/status');
    await page.getByText('not shown to everybody here').waitFor();
  }
  const kept = owner.waitForResponse((answer) => answer.request().method() === 'PUT');
  await owner.getByRole('checkbox', { name: 'Show everybody what works' }).check();
  await kept;
  for (const page of all) {
    await page.reload();
    await page.getByText('Everything works.').waitFor();
    assert.equal(await page.getByText('Processes').count(), 0);
  }
});

test('who cannot be told apart in an outage sees what everybody sees', async () => {
  const member = await place.signedIn(ben);
  await member.route('**/api/v1/accounts/verify_credentials', (route) =>
    route.fulfill({ status: 503, json: { error: 'A part of this place is away for a moment.' } }),
  );
  await member.goto('/status');
  await member.getByText('Everything works.').waitFor();
});

test('axe finds nothing, in the light and in the dark, on a phone too', async () => {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await place.signedIn(ana, { colorScheme, viewport: { width: 375, height: 812 } });
    const visitor = await place.visitor({ colorScheme });
    for (const one of [page, visitor]) {
      await one.goto('/status');
      await settled(one);
      found.push(...(await audit(one)));
    }
    const out = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    assert.equal(out, 0, 'nothing sticks out at the side');
  }
  assert.deepEqual(found, []);
});

test('an author sees how far a post has come, from the wait on', async () => {
  await post(ben, `/api/v1/accounts/${ana.id}/follow`);
  await say(ana, { status: 'Fresh bread at six.' });
  await place.network.settle();
  await owner.goto('/@ana');
  await choose(postWith(owner, 'Fresh bread at six.'), 'Delivery');
  const dialog = owner.getByRole('dialog', { name: 'Delivery' });
  await dialog.getByText('Delivered to your follower').waitFor();
  assert.equal(await dialog.getByText('not yet').count(), 0);
  assert.deepEqual(await audit(owner), []);
  await owner.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  await ana.api('PUT', '/api/v1/admin/approval_policy', { mode: 'everyone' });
  const held = await say(ben, { status: 'May I?' });
  const { body } = await ben.api('GET', `/api/v1/statuses/${held}`);
  const member = await place.signedIn(ben);
  await member.goto(new URL(body.url).pathname);
  await choose(postWith(member, 'May I?').first(), 'Delivery');
  const waits = member.getByRole('dialog', { name: 'Delivery' });
  await waits.getByText('Waits for approval').waitFor();
  assert.equal(await waits.getByText('not yet').count(), 4);
});
