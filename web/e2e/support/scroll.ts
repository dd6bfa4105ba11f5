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

/** Heights that were only estimated are known, and nothing moves any more. */
export async function still(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    const at = () =>
      [...document.querySelectorAll<HTMLElement>('#main [data-item]')]
        .map((row) => `${row.dataset.item} ${row.getBoundingClientRect().top}`)
        .concat(`${scrollY} ${document.documentElement.scrollHeight}`)
        .join();
    const before = at();
    for (let frames = 0; frames < 10; frames += 1) {
      await new Promise(requestAnimationFrame);
      if (at() !== before) return false;
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
