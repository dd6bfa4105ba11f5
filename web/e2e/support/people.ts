/** What people do in the client, in its own words. */
import type { Locator, Page } from 'playwright-core';
import { click } from './scroll.ts';

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
export const postWith = (page: Page, text: string): Locator =>
  page.getByRole('article').filter({ hasText: text });

/** A button of a post, by what stands on it and its count; 0: none. */
export const buttonOf = (post: Locator, name: string, count = 0): Locator =>
  post.getByRole('button', { name: count === 0 ? name : `${name}: ${count}`, exact: true });

/** The window in which one writes. */
export const composer = (page: Page): Locator =>
  page.getByRole('dialog').filter({ has: page.getByRole('textbox', { name: 'Text', exact: true }) });

export const textOf = (dialog: Locator): Locator =>
  dialog.getByRole('textbox', { name: 'Text', exact: true });

/** Opens it with the button of every page, and writes; nothing is sent. */
export async function begin(page: Page, text: string): Promise<Locator> {
  await page.getByRole('button', { name: 'New post' }).click();
  const dialog = composer(page);
  await textOf(dialog).fill(text);
  return dialog;
}

export async function send(dialog: Locator, button = 'Post'): Promise<void> {
  await dialog.getByRole('button', { name: button, exact: true }).click();
}

export async function write(page: Page, text: string): Promise<void> {
  await send(await begin(page, text));
}

/** From a post's menu. */
export async function choose(post: Locator, item: string): Promise<void> {
  await click(post.getByRole('button', { name: 'More', exact: true }));
  await post.page().getByRole('menuitem', { name: item, exact: true }).click();
}

/** The short message at the edge with these words. */
export const said = (page: Page, text: string): Locator =>
  page.getByRole('status').getByText(text, { exact: true });
