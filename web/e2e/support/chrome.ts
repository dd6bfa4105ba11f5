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
    // The browser says so of every answer of 400 and above; what the person sees then is the tests' business.
    if (message.text().startsWith('Failed to load resource')) return;
    wrong.push(message.text());
  });
  return { context, page, wrong, close: () => context.close() };
}
