/** Debian's Chromium, driven by Playwright. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { chromium } from 'playwright-core';

/** It must not talk to its maker's hosts: without a network those attempts fill the log. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.FANFARE_CHROMIUM ?? '/usr/bin/chromium', args: quiet });

/**
 * The browser itself speaks of refusals of 400 and above, of refused sockets and of files of the client that do not come.
 * What one sees then is the tests' business.
 */
const told =
  /^(Failed to load resource|WebSocket connection to|TypeError: Failed to fetch dynamically imported)/;

/** A page, and everything that went wrong in it that nobody saw. */
export interface Window {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Exceptions, refusals by the content policy and console errors; those of failed requests are left out. */
  readonly wrong: string[];
  close(): Promise<void>;
}

export async function openWindow(browser: Browser, options: BrowserContextOptions = {}): Promise<Window> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    if (told.test(message.text())) return;
    wrong.push(message.text());
  });
  return { context, page, wrong, close: () => context.close() };
}
