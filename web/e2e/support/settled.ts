/** Waiting for what a page shows, never for time. */
import type { Page } from 'playwright-core';

/** The page has its heading, nothing is loading, and the fonts and pictures in view are there. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor({ state: 'attached' });
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await page.waitForLoadState('networkidle');
  await page.evaluate(async () => {
    await document.fonts.ready;
    const shown = [...document.images].filter((image) => image.loading !== 'lazy' || image.complete);
    await Promise.all(shown.map((image) => image.decode().catch(() => undefined)));
  });
}
