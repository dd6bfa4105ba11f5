/** What the server wrote is painted, the largest of it too, before the client begins, and nothing jumps when it takes over. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { drawing } from './support/drawing.ts';
import type { Place } from './support/place.ts';
import { openPlace } from './support/place.ts';
import { say } from './support/village.ts';

interface Seen {
  /** When the client's first line of code ran. In ms since the navigation, as all times here. */
  start: number;
  /** Each is larger than those before. */
  paints: { at: number; size: number; what: string }[];
  /** The sum of layout shifts. */
  shifted: number;
}

const viewports = { phone: { width: 375, height: 812 }, desktop: { width: 1280, height: 900 } };

describe('the first paint', () => {
  let place: Place;
  let paths: string[];

  before(async () => {
    place = await openPlace();
    const ana = await place.network.person('ana');
    const hill = await say(ana, {
      status: 'A hill in the evening #walk',
      media_ids: [await drawing(ana, 'A hill')],
    });
    const words = await say(ana, { status: 'Only words. '.repeat(25) });
    paths = ['/', '/@ana', `/@ana/${hill}`, `/@ana/${words}`, '/tags/walk'];
  });
  after(() => place?.close());

  for (const [name, viewport] of Object.entries(viewports)) {
    it(`comes before the client on a ${name}`, async () => {
      for (const path of paths) {
        const page = await place.visitor({ viewport });
        const { start, paints, shifted } = await watched(page, path);
        const first = paints.filter(({ at }) => at < start);
        const largest = first.at(-1)?.size ?? 0;
        // The same picture is measured a little differently where it stands a fraction of a pixel further.
        const late = paints.filter(({ at, size }) => at >= start && size > 1.01 * largest);
        assert.deepEqual(
          [first.length > 0, late],
          [true, []],
          `${path}: ${JSON.stringify({ start, paints })}`,
        );
        assert.ok(shifted < 0.1, `${path} jumps by ${shifted}`);
        await page.context().close();
      }
    });
  }
});

async function watched(page: Page, path: string): Promise<Seen> {
  await page.addInitScript(() => {
    const seen = { paints: [] as Seen['paints'], shifted: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { size: number; element?: Element })[])
        seen.paints.push({ at: entry.startTime, size: entry.size, what: entry.element?.tagName ?? '' });
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
        seen.shifted += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  // Nothing of the server's page has the client's buttons.
  await page.getByRole('main').getByRole('button').first().waitFor();
  return page.evaluate(() => {
    const { seen } = window as unknown as { seen: Omit<Seen, 'start'> };
    return { ...seen, start: performance.getEntriesByName('client-start')[0]?.startTime ?? 0 };
  });
}
