/** Ten thousand posts: the page stays light, and the place where one reads stays. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Place } from './support/place.ts';
import { openPlace } from './support/place.ts';
import type { Row } from './support/scroll.ts';
import { inSight, still } from './support/scroll.ts';
import { say } from './support/village.ts';

const POSTS = 10_000;
const AT_ONCE = 64;
/** Rows that a screen of 900 px and what is kept ready around it can hold; a post is about 40 elements. */
const MOST_ROWS = 40;
const MOST_ELEMENTS = 3_000;

describe('a list of ten thousand', () => {
  let place: Place;
  let page: Page;

  before(async () => {
    place = await openPlace();
    const { network } = place;
    const ana = await network.person('ana');
    const ben = await network.person('ben');
    await ben.api('POST', `/api/v1/accounts/${ana.id}/follow`);
    let next = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let number = next++; number < POSTS; number = next++) {
          const reply = await ana.api('POST', '/api/v1/statuses', { status: `Post ${number} of many` });
          assert.equal(reply.status, 200, reply.text);
        }
      }),
    );
    await network.settle();
    page = await place.signedIn(ben);
    await page.goto('/@ana');
    await page.getByRole('article').first().waitFor();
  });
  after(() => place?.close());

  test('is scrolled to its end, and the page does not grow', async () => {
    let rows = 0;
    let elements = 0;
    let walked = 0;
    const seen = new Set<string>();
    while (!(await page.getByText('You have reached the end.').isVisible())) {
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
      // The next page is there, or the end is.
      await page.waitForFunction(
        (height) =>
          document.documentElement.scrollHeight > height ||
          document.body.textContent.includes('You have reached the end.'),
        await page.evaluate(() => document.documentElement.scrollHeight - innerHeight / 2),
      );
      const now = await page.evaluate(() => ({
        rows: document.querySelectorAll('#main [data-item]').length,
        elements: document.querySelectorAll('*').length,
        last: [...document.querySelectorAll<HTMLElement>('#main [data-item]')].at(-1)?.dataset.item ?? '',
      }));
      rows = Math.max(rows, now.rows);
      elements = Math.max(elements, now.elements);
      seen.add(now.last);
      walked += 1;
      assert.ok(walked < POSTS, 'the list does not end');
    }
    assert.ok(seen.size > 100, `${seen.size} places`);
    assert.ok(rows <= MOST_ROWS, `${rows} rows at once`);
    assert.ok(elements <= MOST_ELEMENTS, `${elements} elements at once`);
  });

  test('is where one left it after a thread, by the back button, again and again', async () => {
    await thereAndBack(page, [-3000, -3500, 2200]);
  });

  test('its rows take a click while one still scrolls', async () => {
    // Listening before the wheel turns: it may have come to rest by the time of another question.
    const begun = await page.evaluateHandle(() => ({
      scroll: new Promise((resolve) => window.addEventListener('scroll', resolve, { once: true })),
    }));
    await page.mouse.wheel(0, -400);
    const hit = await begun.evaluate(async ({ scroll }) => {
      await scroll;
      window.scrollBy({ top: -50, behavior: 'instant' });
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const main = document.getElementById('main')?.getBoundingClientRect();
      const middle = main === undefined ? 0 : main.left + main.width / 2;
      return [0.25, 0.5, 0.75].map((part) => {
        const element = document.elementFromPoint(middle, innerHeight * part);
        return element?.closest('[role=feed] > div') != null;
      });
    });
    assert.deepEqual(hit, [true, true, true]);
  });
});

test('home is where one left it after a reload and by its link; what is new waits above', async () => {
  const place = await openPlace();
  const { network } = place;
  const ana = await network.person('ana');
  const ben = await network.person('ben');
  await ben.api('POST', `/api/v1/accounts/${ana.id}/follow`);
  for (let number = 0; number < 120; number += 1) await say(ana, { status: `Line ${number}\n\nand more` });
  await network.settle();
  const page = await place.signedIn(ben);
  await page.goto('/home');
  await page.getByRole('article').first().waitFor();
  for (let step = 0; step < 12; step += 1) {
    await page.evaluate(async () => {
      window.scrollBy({ top: 600, behavior: 'instant' });
      await new Promise(requestAnimationFrame);
    });
  }
  await still(page);
  const [before] = (await inSight(page)).slice(1);
  assert.ok(before);
  await say(ana, { status: 'Something new' });
  await page.getByRole('button', { name: '1 new post' }).waitFor();
  assert.deepEqual(await rowOf(page, before.id), before, 'nothing moves when something arrives');
  await page.reload();
  await near(page, before);
  await page.getByRole('link', { name: 'Bookmarks' }).click();
  await page.getByRole('heading', { name: 'Bookmarks' }).waitFor();
  await page.getByRole('link', { name: 'Home' }).click();
  await near(page, before);
  await place.close();
});

for (const path of ['/home', '/public']) {
  test(`${path} is where one left it after a thread, by the back button, again and again`, async () => {
    const place = await openPlace();
    const { network } = place;
    const ana = await network.person('ana');
    const ben = await network.person('ben');
    await ben.api('POST', `/api/v1/accounts/${ana.id}/follow`);
    for (let number = 0; number < 120; number += 1) await say(ana, { status: `Line ${number}\n\nand more` });
    await network.settle();
    const page = await place.signedIn(ben);
    await page.goto(path);
    await page.getByRole('article').first().waitFor();
    await thereAndBack(page, [2500, 1700, -1200]);
    await place.close();
  });
}

/** Scrolls on from where one is, opens a post's thread and goes back; once for each distance in px. */
async function thereAndBack(page: Page, distances: readonly number[]): Promise<void> {
  const list = page.url();
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  await page.mouse.move(width / 2, height / 2);
  for (const [round, distance] of distances.entries()) {
    await turnWheel(page, distance);
    const before = (await inSight(page))[1];
    assert.ok(before);
    await page.locator(`[data-item="${before.id}"] a:has(time)`).click();
    await page.waitForURL(/\/@ana\/\d+$/);
    // The first time one goes back before the thread is there.
    if (round > 0) {
      await page.getByRole('feed').waitFor({ state: 'hidden' });
      await page.getByRole('article').first().waitFor();
    }
    await page.goBack();
    await page.waitForURL(list);
    await near(page, before);
    await still(page);
    await near(page, before);
  }
}

/** As a hand does it: a list that was come back to goes on correcting itself until it feels one. */
async function turnWheel(page: Page, distance: number): Promise<void> {
  const from = await page.evaluate(() => scrollY);
  await page.mouse.wheel(0, distance);
  await page.waitForFunction(({ from, half }) => Math.abs(scrollY - from) >= half, {
    from,
    half: Math.abs(distance) / 2,
  });
  await still(page);
}

/** Within two pixels, once the list has put itself there. */
async function near(page: Page, row: Row): Promise<void> {
  await page.waitForFunction(({ id, top }) => {
    const found = document.querySelector(`#main [data-item="${id}"]`);
    return found !== null && Math.abs(found.getBoundingClientRect().top - top) <= 2;
  }, row);
}

async function rowOf(page: Page, id: string): Promise<Row | undefined> {
  return (await inSight(page)).find((row) => row.id === id);
}
