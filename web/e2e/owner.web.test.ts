/** From the one-time link to a place with a name, rules and somebody who joined: what a new owner does first. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { pictureBytes } from './support/drawing.ts';
import { said } from './support/people.ts';
import type { Place } from './support/place.ts';
import { openPlace } from './support/place.ts';

let place: Place;
let owner: Page;
before(async () => {
  place = await openPlace();
  owner = await place.visitor({ permissions: ['clipboard-read', 'clipboard-write'] });
});
after(() => place.close());

const step = (name: string) => owner.getByRole('heading', { name, level: 2, exact: true });
const press = (name: string) => owner.getByRole('button', { name, exact: true }).click();

test('the one-time page makes the owner and leads into the guided start', async () => {
  const { path } = await place.network.contracts.auth.ownerLink({});
  await owner.goto(path ?? 'no link');
  await owner.getByLabel('Username').fill('ana');
  await owner.getByLabel('E-mail').fill('ana@example.org');
  await owner.getByLabel('Password').fill('correct horse');
  await press('Make me the owner');
  await press('Allow');
  await owner.getByRole('heading', { name: 'Your new place', level: 1 }).waitFor();
  await owner.getByText('Step 1 of 4').waitFor();
});

test('its name, its rules, its approval and who may join', async () => {
  await owner.getByLabel('Name of the place').fill('The Bakehouse');
  await owner.getByLabel('What is it for?').fill('For those who rise early.');
  await owner.getByLabel('Contact').fill('ana@example.org');
  await press('Save and go on');

  await step('Rules').waitFor();
  await press('Begin with suggestions');
  await press('Remove rule 5');
  await press('Move rule 2 up');
  await press('Add a rule');
  await owner.getByRole('textbox', { name: 'Rule 5', exact: true }).fill('Wash your hands.');
  await press('Save and go on');

  await step('Approval').waitFor();
  await owner.getByRole('radio', { name: /^Everybody’s/ }).check();
  await press('Save and go on');

  await step('People').waitFor();
  const link = owner.getByRole('textbox', { name: 'Link for making an account' });
  assert.equal(await link.inputValue(), `${place.network.url}/auth/sign_up`);
  await press('Copy');
  await said(owner, 'The link is copied.').waitFor();
  assert.equal(await owner.evaluate(() => navigator.clipboard.readText()), await link.inputValue());
  await press('Done: go to the timeline');
  await owner.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
  await owner.getByRole('link', { name: 'The Bakehouse' }).waitFor();
});

test('it stands for every app', async () => {
  const { body } = await place.network.anyone('GET', '/api/v2/instance');
  assert.equal(body.title, 'The Bakehouse');
  assert.equal(body.description, 'For those who rise early.');
  assert.equal(body.contact.email, 'ana@example.org');
  assert.equal(body.registrations.enabled, true);
  assert.deepEqual(
    body.rules.map(({ text }: { text: string }) => text),
    [
      'No harassment, no hatred.',
      'Be kind to each other.',
      'Only what you may share.',
      'Warn before what not everybody wants to see.',
      'Wash your hands.',
    ],
  );
});

test('somebody joins by the link, reads the rules, and what they write waits', async () => {
  const page = await place.visitor();
  await page.goto(await owner.evaluate(() => navigator.clipboard.readText()));
  await page.getByText('Wash your hands.').waitFor();
  await page.getByLabel('Username').fill('ben');
  await page.getByLabel('E-mail').fill('ben@example.org');
  await page.getByLabel('Password').fill('correct horse');
  await page.getByLabel('I agree to the rules').check();
  await page.getByRole('button', { name: 'Make my account' }).click();
  await page.getByRole('link', { name: 'The Bakehouse' }).first().waitFor();

  const token = await place.network.token('ben');
  const headers = { authorization: `Bearer ${token}` };
  const made = await place.network.anyone('POST', '/api/v1/statuses', { status: 'May I come in?' }, headers);
  assert.equal(made.body.approval.state, 'pending');
  await owner.getByRole('link', { name: /^Review.*1 post waits$/ }).click();
  await owner.getByText('May I come in?').waitFor();
});

test('the place is closed to new people, on the page for later', async () => {
  await owner.getByRole('link', { name: 'More', exact: true }).click();
  await owner.getByRole('link', { name: 'This place' }).click();
  await owner.getByRole('radio', { name: /^Nobody for now/ }).check();
  await owner.getByRole('textbox', { name: 'Link for making an account' }).waitFor({ state: 'detached' });
  const visitor = await place.visitor();
  await visitor.goto('/');
  await visitor.getByText('This place takes no new accounts at the moment.').waitFor();
  assert.equal(await visitor.getByRole('button', { name: 'Create an account' }).count(), 0);
});

test('a profile picture is cut by dragging it', async () => {
  await owner.goto('/settings');
  const chosen = owner.waitForEvent('filechooser');
  await press('Choose a profile picture');
  const buffer = Buffer.from(await pictureBytes(2, 1200, 400));
  await (await chosen).setFiles({ name: 'hill.png', mimeType: 'image/png', buffer });
  const dialog = owner.getByRole('dialog', { name: 'Crop the profile picture' });
  const across = dialog.getByRole('slider', { name: 'Left or right' });
  assert.equal(await across.inputValue(), '50');
  const box = await dialog.locator('img').locator('..').boundingBox();
  assert.ok(box);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await owner.mouse.move(x, y);
  await owner.mouse.down();
  await owner.mouse.move(x + box.width / 4, y, { steps: 5 });
  await owner.mouse.up();
  assert.ok(Number(await across.inputValue()) < 45, 'what was further left is in the frame');
  const zoom = dialog.getByRole('slider', { name: 'Zoom' });
  await owner.mouse.wheel(0, -300);
  // Chromium turns the wheel a moment later.
  await owner.waitForFunction(
    (input) => Number(input?.getAttribute('value')) > 1,
    await zoom.elementHandle(),
  );
  await dialog.getByRole('button', { name: 'Use this part' }).click();
  await said(owner, 'The new picture is there.').waitFor();
  const { body } = await place.network.anyone('GET', '/api/v1/accounts/lookup?acct=ana');
  const picture = Buffer.from(await (await fetch(body.avatar)).arrayBuffer());
  const { width, height } = await sharp(picture).metadata();
  assert.ok(width > 0 && width === height, `${width} by ${height}`);
});
