/** axe finds nothing on any page, in the light and in the dark. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { audit } from './support/audit.ts';
import { settled } from './support/settled.ts';
import type { Village } from './support/village.ts';
import { openVillage } from './support/village.ts';

let village: Village;
before(async () => {
  village = await openVillage();
});
after(() => village.place.close());

const schemes = ['light', 'dark'] as const;

const signedOut = [
  '/',
  '/public',
  '/search?q=bread',
  '/@ana',
  '/tags/bread',
  '/offline',
  '/status',
  '/nowhere',
  '/home',
];
const servers = ['/auth/sign_in', '/auth/sign_up'];
const own = [
  '/home',
  '/public',
  '/notifications',
  '/search?q=bread',
  '/search',
  '/bookmarks',
  '/favourites',
  '/more',
  '/submissions',
  '/settings',
  '/follow-requests',
  '/blocks',
  '/mutes',
  '/@ana',
  '/@ben',
  '/@ana/with_replies',
  '/@ana/media',
  '/@ana/followers',
  '/@ana/following',
  '/tags/bread',
  '/nowhere',
];
const staff = ['/review', '/review/policy', '/review/log', '/place', '/status', '/start'];

for (const colorScheme of schemes) {
  describe(`in the ${colorScheme}`, () => {
    test('pages for everybody', async () => {
      const page = await village.place.visitor({ colorScheme });
      const found: string[] = [];
      for (const path of [...signedOut, ...servers, village.paths.thread]) {
        await page.goto(path);
        await settled(page);
        found.push(...(await audit(page)).map((finding) => `${path}: ${finding}`));
      }
      assert.deepEqual(found, []);
    });

    test('pages for everybody as the server makes them', async () => {
      const page = await village.place.visitor({ colorScheme });
      // axe itself needs JavaScript, so only the client is kept away.
      await page.route('**/app/*.js', (route) => route.abort());
      const found: string[] = [];
      for (const path of ['/', '/@ana', '/tags/bread', village.paths.thread, '/home', '/status']) {
        await page.goto(path);
        found.push(...(await audit(page)).map((finding) => `${path}: ${finding}`));
      }
      assert.deepEqual(found, []);
    });

    test('pages of somebody who is signed in', async () => {
      const page = await village.place.signedIn(village.people.ben, { colorScheme });
      const found: string[] = [];
      for (const path of [...own, village.paths.thread, `${village.paths.thread}/favourited_by`]) {
        await page.goto(path);
        await settled(page);
        found.push(...(await audit(page)).map((finding) => `${path}: ${finding}`));
      }
      assert.deepEqual(found, []);
    });

    test('pages of who reviews and runs the place', async () => {
      const page = await village.place.signedIn(village.people.ana, { colorScheme });
      const found: string[] = [];
      for (const path of staff) {
        await page.goto(path);
        await settled(page);
        found.push(...(await audit(page)).map((finding) => `${path}: ${finding}`));
      }
      assert.deepEqual(found, []);
    });

    test('on a phone', async () => {
      const page = await village.place.signedIn(village.people.ben, {
        colorScheme,
        viewport: { width: 375, height: 812 },
      });
      const found: string[] = [];
      for (const path of ['/home', '/notifications', '/@ana', '/settings', village.paths.thread]) {
        await page.goto(path);
        await settled(page);
        found.push(...(await audit(page)).map((finding) => `${path}: ${finding}`));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > 375) found.push(`${path} is ${wide} pixels wide`);
      }
      assert.deepEqual(found, []);
    });
  });
}
