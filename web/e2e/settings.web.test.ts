/** What one makes of one's profile, of this browser and of one's people; and what an owner makes of the place. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Person } from '@fanfare/testkit';
import type { Locator, Page } from 'playwright-core';
import { striped } from './support/drawing.ts';
import { press, tabTo } from './support/keyboard.ts';
import { postWith, said, write } from './support/people.ts';
import type { Place } from './support/place.ts';
import { openPlace } from './support/place.ts';
import { colourOf, groundOf } from './support/seen.ts';
import { live } from './support/stream.ts';
import { post, say } from './support/village.ts';

let place: Place;
const people: Record<string, Person> = {};
let ana: Page;
let ben: Page;

before(async () => {
  place = await openPlace();
  for (const name of ['ana', 'ben', 'cleo', 'dora']) people[name] = await place.network.person(name);
  for (const name of ['ben', 'cleo', 'dora']) await say(who(name), { status: `Good morning from ${name}.` });
  await place.network.settle();
  ana = await place.signedIn(who('ana'));
  ben = await place.signedIn(who('ben'));
});
after(() => place.close());

function who(name: string): Person {
  const person = people[name];
  assert.ok(person, name);
  return person;
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true });
const button = (within: Page | Locator, name: string | RegExp) =>
  within.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) });

describe('the profile', () => {
  test('a name, some words and a line are there for others', async () => {
    await ana.goto('/settings');
    const profile = ana.getByRole('region', { name: 'Profile', exact: true });
    await profile.getByLabel('Display name').fill('Ana Ofen 🥖');
    await profile.getByLabel('About you').fill('Bakes on Sundays. #bread');
    await profile.getByLabel('Label 1').fill('Pronouns');
    await profile.getByLabel('Content 1').fill('she');
    await button(profile, 'Save profile').click();
    await said(ana, 'Saved.').waitFor();
    await ana.getByRole('link', { name: 'Profile: Ana Ofen 🥖 @ana' }).first().waitFor();

    await ben.goto('/@ana');
    await heading(ben, 'Ana Ofen 🥖').waitFor();
    await ben.getByText('Bakes on Sundays.').waitFor();
    await ben.getByText('Pronouns', { exact: true }).waitFor();
  });

  test('a picture is cut by the keyboard and shown as a square', async () => {
    const chosen = ana.waitForEvent('filechooser');
    await press(ana, button(ana, 'Choose a profile picture'));
    const buffer = Buffer.from(await striped(['#d01010', '#10a010', '#1010d0'], 600, 200));
    await (await chosen).setFiles({ name: 'stripes.png', mimeType: 'image/png', buffer });
    const dialog = ana.getByRole('dialog', { name: 'Crop the profile picture' });
    const across = dialog.getByRole('slider', { name: 'Left or right' });
    await tabTo(ana, across);
    assert.equal(await across.inputValue(), '50', 'the middle is chosen first');
    await ana.keyboard.press('End');
    assert.equal(await across.inputValue(), '100');
    await press(ana, button(dialog, 'Use this part'));
    await said(ana, 'The new picture is there.').waitFor();
    await dialog.waitFor({ state: 'detached' });
    await tabTo(ana, button(ana, 'Choose a profile picture'));

    const beside = ana.getByRole('link', { name: /^Profile: Ana Ofen/ }).first();
    await ben.goto('/@ana');
    for (const picture of [beside, button(ben, 'Show the picture large')]) {
      const image = picture.locator('img:not([src$="missing.png"])');
      await image.waitFor();
      const { width, height } = (await image.boundingBox()) ?? { width: 0, height: 1 };
      assert.equal(Math.round(width), Math.round(height), 'it is shown as a square');
      const { red, green, blue, ratio } = await colourOf(image);
      assert.equal(ratio, 1, 'it was cut to a square');
      assert.ok(blue > 180 && red < 60 && green < 60, `the right end of it: ${red} ${green} ${blue}`);
    }
  });
});

describe('this browser', () => {
  test('speaks German when told to, and still after a reload', async () => {
    await ana.goto('/settings');
    await ana.getByLabel('Language of this client').selectOption('Deutsch');
    const inGerman = async () => {
      await heading(ana, 'Einstellungen').waitFor();
      await ana.getByRole('link', { name: 'Mitteilungen' }).first().waitFor();
      await button(ana, 'Neuer Beitrag').first().waitFor();
      assert.equal(await ana.evaluate(() => document.documentElement.lang), 'de');
      assert.match(await ana.title(), /^Einstellungen · /);
      assert.equal(await ana.getByText('Settings', { exact: true }).count(), 0);
    };
    await inGerman();
    await ana.reload();
    await inGerman();
    await ana.getByLabel('Sprache dieser Oberfläche').selectOption('English');
    await heading(ana, 'Settings').waitFor();
  });

  test('is dark when told to, and still after a reload', async () => {
    const light = await groundOf(ana);
    await ana.getByRole('radio', { name: 'Dark' }).check();
    const dark = await groundOf(ana);
    assert.ok(light > 200 && dark < 60, `brightness goes from ${light} to ${dark}`);
    await ana.reload();
    assert.ok(await ana.getByRole('radio', { name: 'Dark' }).isChecked());
    assert.equal(await groundOf(ana), dark);
    await ana.getByRole('radio', { name: 'As on this device' }).check();
    assert.equal(await groundOf(ana), light);
  });
});

describe('people', () => {
  /** From More, as one finds it. */
  async function listNamed(page: Page, name: string): Promise<void> {
    await page.getByRole('link', { name: 'More', exact: true }).first().click();
    await page.getByRole('navigation', { name: 'People' }).getByRole('link', { name }).click();
    await heading(page, name).waitFor();
  }

  test('a block is lifted', async () => {
    await post(who('ana'), `/api/v1/accounts/${who('cleo').id}/block`);
    await ana.goto('/public');
    await postWith(ana, 'Good morning from dora.').waitFor();
    assert.equal(await postWith(ana, 'Good morning from cleo.').count(), 0);
    await listNamed(ana, 'Blocked');
    await button(ana, 'Unblock cleo').click();
    await ana.getByText('You block nobody.').waitFor();
    await said(ana, '\u2068cleo\u2069 is not blocked any more').waitFor();
    await ana.getByRole('link', { name: 'Everybody', exact: true }).first().click();
    await postWith(ana, 'Good morning from cleo.').waitFor();
  });

  test('a mute is lifted, begun again by "Undo", and lifted for good', async () => {
    await post(who('ana'), `/api/v1/accounts/${who('ben').id}/mute`);
    await post(who('ana'), `/api/v1/accounts/${who('dora').id}/mute`, { duration: 3600 });
    await ana.goto('/public');
    await postWith(ana, 'Good morning from cleo.').waitFor();
    assert.equal(await postWith(ana, 'Good morning').count(), 1);
    await listNamed(ana, 'Muted');
    const row = (name: string) => ana.getByRole('article', { name, exact: true });
    await row('ben').getByText('until you unmute').waitFor();
    await row('dora')
      .getByText(/^until .*\d:\d\d/)
      .waitFor();

    await button(ana, 'Unmute ben').click();
    await row('ben').waitFor({ state: 'detached' });
    await button(ana, 'Undo').click();
    await row('ben').waitFor();
    await button(ana, 'Unmute ben').click();
    await row('ben').waitFor({ state: 'detached' });
    await button(ana, 'Unmute dora').click();
    await ana.getByText('You mute nobody.').waitFor();
    await ana.getByRole('link', { name: 'Everybody', exact: true }).first().click();
    for (const name of ['ben', 'cleo', 'dora']) await postWith(ana, `Good morning from ${name}.`).waitFor();
  });

  test('a request to follow arrives at once, is accepted, and opens what is for followers', async () => {
    await ana.getByRole('link', { name: 'More', exact: true }).first().click();
    await ana.getByRole('link', { name: 'Settings', exact: true }).click();
    const kept = ana.waitForResponse('**/api/v1/accounts/update_credentials');
    await ana.getByLabel('Ask me before somebody follows me').check();
    assert.ok((await kept).ok());
    await listNamed(ana, 'Follow requests');
    await ana.getByText('Nobody is waiting for your answer.').waitFor();
    await live(ana);

    await ben.goto('/@ana');
    await button(ben, 'Ask to follow Ana Ofen 🥖').click();
    await button(ben, 'Requested Ana Ofen 🥖').waitFor();

    await button(ana, /^Accept: .*ben/).click();
    await ana.getByText(/ben.? may follow you now/).waitFor();

    await ben.getByRole('link', { name: 'Home', exact: true }).click();
    await heading(ben, 'Home').waitFor();
    await live(ben);
    await place.network.settle();
    await write(ana, 'The good flour is on the left.');
    const arrived = postWith(ben, 'The good flour is on the left.');
    await button(ben, '1 new post').click();
    await arrived.getByRole('link', { name: 'Ana Ofen 🥖' }).first().click();
    await heading(ben, 'Ana Ofen 🥖').waitFor();
    await button(ben, 'Following Ana Ofen 🥖').waitFor();
  });
});

test('what the place says of itself is changed, and the front page says it, without JavaScript too', async () => {
  const front = await place.visitor();
  await front.goto('/');
  await button(front, 'Create an account').waitFor();
  const before = await front.locator('.hero .lead').allInnerTexts();
  const owner = await place.signedIn(await place.network.person('olga', { role: 'owner' }));
  await owner.goto('/home');
  await owner.getByRole('link', { name: 'More', exact: true }).first().click();
  await owner.getByRole('link', { name: 'This place' }).click();
  const about = owner.getByRole('region', { name: 'Name and description' });
  const save = button(about, 'Save');
  assert.equal(await about.getByLabel('What is it for?').inputValue(), before.join('\n\n'));
  assert.ok(await save.isDisabled(), 'nothing is to be saved yet');
  await about.getByLabel('What is it for?').fill('For those who bake.\n\nFlour is shared here.');
  await save.click();
  await said(owner, 'Saved.').waitFor();

  const plain = await place.visitor({ javaScriptEnabled: false });
  for (const page of [front, plain]) {
    await page.goto('/');
    await page.getByText('Flour is shared here.').waitFor();
    const lead = await page.locator('.hero .lead').allInnerTexts();
    assert.deepEqual(lead, ['For those who bake.', 'Flour is shared here.']);
  }
  await owner.reload();
  assert.match(await about.getByLabel('What is it for?').inputValue(), /Flour is shared here\.$/);
});
