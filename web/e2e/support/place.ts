/** A Fanfare with its web client, and people who look at it in browsers of their own. */
import assert from 'node:assert/strict';
import type { Network, NetworkOptions, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Window } from './chrome.ts';
import { launch, openWindow } from './chrome.ts';
import { watchStream } from './stream.ts';

export interface Place {
  readonly network: Network;
  readonly browser: Browser;
  /** A browser in which nobody is signed in. */
  visitor(options?: BrowserContextOptions): Promise<Page>;
  /** A browser in which somebody is signed in, with the scopes of their token. */
  signedIn(person: Person, options?: BrowserContextOptions): Promise<Page>;
  /** Closes everything. @throws when a page had an error that nobody was shown */
  close(): Promise<void>;
}

export async function openPlace(options: NetworkOptions = {}): Promise<Place> {
  const { FANFARE_WEB } = process.env;
  const settings = { ...(FANFARE_WEB === undefined ? {} : { FANFARE_WEB }), ...options.settings };
  const network = await startNetwork({ chaos: null, ...options, settings });
  const browser = await launch();
  const windows: Window[] = [];

  async function visitor(context: BrowserContextOptions = {}): Promise<Page> {
    const opened = await openWindow(browser, { baseURL: network.url, ...context });
    windows.push(opened);
    watchStream(opened.page);
    return opened.page;
  }

  return {
    network,
    browser,
    visitor,
    async signedIn(person, context = {}) {
      const page = await visitor(context);
      const signedIn = {
        token: person.token,
        accountId: person.id,
        scope: 'read write follow push admin:read admin:write',
      };
      await page.addInitScript(
        (state) => {
          if (localStorage.getItem('fanfare.session') === null)
            localStorage.setItem('fanfare.session', state);
        },
        JSON.stringify({ state: { signedIn }, version: 0 }),
      );
      return page;
    },
    async close() {
      const wrong = windows.flatMap((one) => one.wrong);
      await browser.close();
      await network.stop();
      assert.deepEqual(wrong, [], 'errors in pages');
    },
  };
}
