/** Every flow once with the keyboard alone. */
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { pictureBytes } from './support/drawing.ts';
import { press, tabTo, type } from './support/keyboard.ts';
import { postWith } from './support/people.ts';
import type { Village } from './support/village.ts';
import { openVillage, post, say } from './support/village.ts';

let village: Village;
let page: Page;
const button = (name: string | RegExp) => page.getByRole('button', { name });

before(async () => {
  village = await openVillage();
  await village.people.ana.api('PUT', '/api/v1/admin/approval_policy', { mode: 'off' });
});
after(() => village.place.close());

describe('somebody new', () => {
  test('signs up', async () => {
    page = await village.place.visitor();
    await page.goto('/');
    await press(page, button('Create an account').first());
    await type(page, page.getByLabel('Username'), 'eva');
    await type(page, page.getByLabel('E-mail'), 'eva@example.org');
    await type(page, page.getByLabel('Password'), 'correct horse');
    await press(page, page.getByLabel('I agree to the rules'), 'Space');
    await press(page, button('Make my account'));
    await press(page, button('Allow'));
    await page.waitForURL('**/home');
  });

  test('passes over the menu by the first stop', async () => {
    await page.reload();
    // The client has taken the server's page over, and the focus with it.
    await button('New post').first().waitFor();
    await press(page, page.getByRole('link', { name: 'Skip to the content' }));
    await tabTo(page, page.locator('#main').getByRole('button').or(page.locator('#main a')).first());
  });

  test('finds somebody and follows', async () => {
    await press(page, page.getByRole('link', { name: 'Search' }).first());
    await type(page, page.getByRole('searchbox'), 'ana');
    await page.keyboard.press('Enter');
    await press(page, page.getByRole('link', { name: /@ana/ }).first());
    await page.waitForURL('**/@ana');
    await press(page, button('Follow').first());
    await button(/Following/)
      .first()
      .waitFor();
  });

  test('posts with a picture and its description', async () => {
    await page.goto('/home');
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    await page.keyboard.press('n');
    await page.getByRole('dialog').getByLabel('Text').waitFor();
    await page.keyboard.type('Written without a mouse.');
    const chosen = page.waitForEvent('filechooser');
    await press(page, button('Add pictures'));
    const bytes = Buffer.from(await pictureBytes(3));
    await (await chosen).setFiles({ name: 'p.png', mimeType: 'image/png', buffer: bytes });
    await press(page, button('Describe picture 1'));
    await type(page, page.getByLabel('Description', { exact: true }), 'Hills');
    await press(page, button('Done'));
    await page.getByRole('dialog').getByText('Described').waitFor();
    await page.keyboard.press('Control+Enter');
    await postWith(page, 'Written without a mouse.').getByRole('img', { name: 'Hills' }).waitFor();
  });

  test('replies, boosts and favourites', async () => {
    await page.goto(village.paths.thread);
    const bread = postWith(page, 'The oven is on').first();
    await press(page, bread.getByRole('button', { name: /^Favourite/ }));
    await bread.getByRole('button', { name: /^Favourite/, pressed: true }).waitFor();
    await press(page, bread.getByRole('button', { name: /^Boost/ }));
    await bread.getByRole('button', { name: /^Boost/, pressed: true }).waitFor();
    await press(page, bread.getByRole('button', { name: /^Reply/ }));
    await page.getByRole('textbox', { name: 'Text', exact: true }).waitFor();
    await page.keyboard.type('From the keyboard.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.goto(village.paths.thread);
    await postWith(page, 'From the keyboard.').waitFor();
  });

  test('edits, and deletes with a way back', async () => {
    await page.goto('/home');
    const own = () => postWith(page, 'without a mouse').first();
    await press(page, own().getByRole('button', { name: 'More' }));
    await choose('Edit');
    // The window is there before the text, which comes from the server.
    await page.getByRole('textbox', { name: 'Text', exact: true }).waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Twice.');
    await page.keyboard.press('Control+Enter');
    await postWith(page, 'without a mouse. Twice.').getByText('edited').waitFor();
    await press(page, own().getByRole('button', { name: 'More' }));
    await choose('Delete');
    await own().waitFor({ state: 'detached' });
    await press(page, button('Undo'));
    await own().waitFor();
  });

  test('goes through posts with j and k', async () => {
    await page.goto('/public');
    await page.getByRole('article').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/@*/*');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  async function choose(name: string): Promise<void> {
    const item = page.getByRole('menuitem', { name, exact: true });
    await item.waitFor();
    for (let step = 0; step < 10; step += 1) {
      if (
        await item.evaluate((one) => one === document.activeElement || one.hasAttribute('data-active-item'))
      )
        break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
  }
});

test('a reviewer approves and rejects', async () => {
  const { ana, dora } = village.people;
  await ana.api('PUT', '/api/v1/admin/approval_policy', { mode: 'everyone' });
  await say(dora, { status: 'Second question, about salt' });
  page = await village.place.signedIn(ana);
  await page.goto('/review');
  const item = (text: string) => page.getByRole('article').filter({ hasText: text });
  await item('May I say something').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await type(page, dialog.getByRole('textbox'), 'Not about bread');
  await press(page, dialog.getByRole('button', { name: /Reject/ }));
  await dialog.waitFor({ state: 'detached' });
  await page.goto('/review/log');
  await page.getByText('Not about bread').first().waitFor();
  await post(ana, `/api/v1/accounts/${dora.id}/unmute`);
});
