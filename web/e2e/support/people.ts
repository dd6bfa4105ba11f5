/** What people do in the client, in its own words. */
import type { Page } from 'playwright-core';

/** Through the server's own pages, as every app does; ends on home. */
export async function signUp(page: Page, username: string): Promise<void> {
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

/** The post with this text, wherever it stands. */
export const postWith = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });
