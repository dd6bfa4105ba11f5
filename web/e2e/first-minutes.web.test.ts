/** The first five minutes of somebody who only opened the address, with somebody else who is there already. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { pictureBytes } from './support/drawing.ts';
import { begin, buttonOf, composer, postWith, send, signUp, textOf } from './support/people.ts';
import type { Place } from './support/place.ts';
import { openPlace } from './support/place.ts';
import { click, inSight, still } from './support/scroll.ts';
import { live } from './support/stream.ts';
import { say } from './support/village.ts';

let place: Place;
/** ben has been here for a while, and writes in a browser of his own. */
let ben: Page;
let ana: Page;

before(async () => {
  place = await openPlace();
  const { network } = place;
  const person = await network.person('ben');
  await say(person, { status: 'Long before: the first post.' });
  for (let number = 1; number <= 12; number += 1) await say(person, { status: `Loaf number ${number}.` });
  await network.settle();
  ben = await place.signedIn(person);
});
after(() => place.close());

test('sign up, and what one sees then', async () => {
  ana = await place.visitor();
  await signUp(ana, 'ana');
  await ana.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
  await ana.getByText('Nothing here yet').waitFor();
  const token = await ana.evaluate(() => localStorage.getItem('fanfare.session'));
  assert.match(token ?? '', /"token":"[\w-]{43}"/);
});

test('find somebody and follow them', async () => {
  await ana.getByRole('link', { name: 'Search' }).click();
  await ana.getByRole('searchbox', { name: 'Search people, posts and tags' }).fill('ben');
  const people = ana.getByRole('region', { name: 'People' });
  await people.getByRole('link', { name: 'ben' }).first().click();
  await ana.getByRole('heading', { name: 'ben', level: 1 }).waitFor();
  await ana.getByText('Loaf number 12.').waitFor();
  await ana.getByRole('button', { name: 'Follow ben', exact: true }).click();
  await ana.getByRole('button', { name: 'Following ben', exact: true }).waitFor();
  await ana.getByRole('link', { name: '1 follower' }).waitFor();
  await place.network.settle();
  await ana.getByRole('link', { name: 'Home', exact: true }).click();
  await ana.getByText('Loaf number 12.').waitFor();
});

test('a post with a picture arrives at somebody else, who reads on where they were', async () => {
  await ana.goto('/home');
  await ana.getByText('Loaf number 12.').waitFor();
  await ana.mouse.wheel(0, 900);
  await ana.waitForFunction(() => window.scrollY > 600);
  await still(ana);
  await live(ana);
  const [first] = await inSight(ana);
  assert.ok(first, 'a post is on the screen');

  await ben.goto('/home');
  await ben.getByText('Loaf number 12.').waitFor();
  const dialog = await begin(ben, 'Out of the oven, with a picture.');
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'loaf.png',
    mimeType: 'image/png',
    buffer: Buffer.from(await pictureBytes(3)),
  });
  await dialog.getByRole('button', { name: 'Describe picture 1' }).click();
  const about = ben.getByRole('dialog', { name: 'Describe the picture' });
  await about.getByLabel('Description').fill('A round loaf with a cross cut into it');
  await about.getByRole('button', { name: 'Done' }).click();
  await send(dialog);
  await postWith(ben, 'Out of the oven').getByRole('img', { name: 'A round loaf with a cross' }).waitFor();

  const fresh = ana.getByRole('button', { name: '1 new post' });
  await fresh.waitFor();
  assert.deepEqual((await inSight(ana))[0], first, 'what one reads has not moved');
  assert.equal(await ana.getByText('Out of the oven').count(), 0);
  await fresh.click();
  const arrived = postWith(ana, 'Out of the oven');
  await arrived.waitFor();
  await arrived.getByRole('img', { name: 'A round loaf with a cross cut into it' }).waitFor();
  assert.equal(await ana.evaluate(() => window.scrollY), 0);
});

test('a reply comes as a notification', async () => {
  await live(ben);
  // That ana follows.
  await ben.getByRole('link', { name: /^Notifications.*1 new notification$/ }).waitFor();
  await click(buttonOf(postWith(ana, 'Out of the oven'), 'Reply'));
  const dialog = composer(ana);
  await dialog.getByText('Out of the oven').waitFor();
  assert.equal(await textOf(dialog).inputValue(), '@ben ');
  await textOf(dialog).pressSequentially('is there any left?');
  await send(dialog, 'Reply');
  await buttonOf(postWith(ana, 'Out of the oven').first(), 'Reply', 1).waitFor();

  await ben.getByRole('link', { name: /^Notifications.*2 new notifications$/ }).click();
  await ben.getByText(/ana.? mentioned you/).waitFor();
  await postWith(ben, 'is there any left?').first().waitFor();
});

test('a boost and a favourite count in both browsers', async () => {
  const mine = postWith(ana, 'Out of the oven').first();
  await click(buttonOf(mine, 'Boost'));
  await buttonOf(mine, 'Boost', 1).waitFor();
  await click(buttonOf(mine, 'Favourite'));
  await buttonOf(mine, 'Favourite', 1).waitFor();
  assert.equal(await buttonOf(mine, 'Favourite', 1).getAttribute('aria-pressed'), 'true');

  await ben.getByRole('button', { name: '2 new notifications' }).click();
  await ben.getByText(/ana.? boosted your post/).waitFor();
  await ben.getByText(/ana.? marked your post as a favourite/).waitFor();
  await ben.getByRole('link', { name: 'Home', exact: true }).click();
  const his = postWith(ben, 'Out of the oven').first();
  await buttonOf(his, 'Boost', 1).waitFor();
  await buttonOf(his, 'Favourite', 1).waitFor();
  assert.equal(await buttonOf(his, 'Favourite', 1).getAttribute('aria-pressed'), 'false');
  await buttonOf(his, 'Reply', 1).waitFor();

  await click(buttonOf(mine, 'Favourite', 1));
  await buttonOf(mine, 'Favourite').waitFor();
});
