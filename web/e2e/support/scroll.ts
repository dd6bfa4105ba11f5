/** Where one is in a list. */
import type { Locator, Page } from 'playwright-core';

export interface Row {
  /** Id of the post. */
  id: string;
  /** Of its upper edge, in px from that of the screen. */
  top: number;
}

/** Rows of the page's list that are at least partly on the screen, from the top. */
export function inSight(page: Page): Promise<Row[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('#main [data-item]')]
      .map((row) => ({ id: row.dataset.item ?? '', box: row.getBoundingClientRect() }))
      .filter(({ box }) => box.height > 0 && box.bottom > 0 && box.top < innerHeight)
      .map(({ id, box }) => ({ id, top: box.top }))
      .sort((a, b) => a.top - b.top),
  );
}

/**
 * Heights that were only estimated are known, and nothing moves any more. Virtua notices by a timer that the scrolling
 * has ended: then it draws rows on the other side of the screen too, and makes up for their heights to within a pixel.
 * Whoever is clicked at that moment does not hold still for Playwright, which scrolls it elsewhere and tries again.
 */
export async function still(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    // Until then its list takes no pointer, as far as virtua is concerned.
    const scrolling = () =>
      document.querySelector<HTMLElement>('#main [role="feed"] > div')?.style.pointerEvents === 'none';
    const at = () =>
      [...document.querySelectorAll<HTMLElement>('#main [data-item]')]
        .map((row) => `${row.dataset.item} ${row.getBoundingClientRect().top}`)
        .concat(`${scrollY} ${document.documentElement.scrollHeight}`)
        .join();
    const before = at();
    for (let frames = 0; frames < 10; frames += 1) {
      await new Promise(requestAnimationFrame);
      if (scrolling() || at() !== before) return false;
    }
    return true;
  });
}

/** Presses what stands in a list: once it is on the screen, and rows do not come and go under the hand any more. */
export async function click(target: Locator): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  await still(target.page());
  await target.click();
}
