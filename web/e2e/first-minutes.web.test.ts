/** The first five minutes of somebody who only opened the address. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Place } from './support/place.ts';
import { openPlace } from './support/place.ts';

let place: Place;
before(async () => {
  place = await openPlace();
});
after(() => place.close());

/** Through the server's own pages, as every app does. */
async function signUp(page: Page, username: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('E-mail').fill(`${username}@example.org`);
  await page.getByLabel('Password').fill('correct horse');
  await page.getByLabel('I agree to the rules').check();
  await page.getByRole('button', { name: 'Make my account' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.waitForURL('**/home');
}

test('sign up, and what one sees then', async () => {
  const page = await place.visitor();
  await signUp(page, 'ana');
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
  await page.getByText('Nothing here yet').waitFor();
  const token = await page.evaluate(() => localStorage.getItem('fanfare.session'));
  assert.match(token ?? '', /"token":"[\w-]{43}"/);
});
