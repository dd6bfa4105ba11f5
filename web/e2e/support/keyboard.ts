/** Somebody without a mouse: only keys, and what has the focus must be seen to have it. */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** More stops than any of the pages should need to its main things. */
const MOST = 80;

/** Tab by Tab to where it is; it must be marked as focused when one gets there. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stops = 0; stops < MOST; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      assert.ok(await isMarked(page), 'what has the focus is marked');
      return;
    }
    await page.keyboard.press('Tab');
  }
  const reached = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
  assert.fail(`${target} was not reached in ${MOST} stops; the last was ${reached}`);
}

export async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

export async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.type(text);
}

/** An outline, or a border or ground of its own, as the browser computes it. */
async function isMarked(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    for (let one: Element | null = document.activeElement, depth = 0; one !== null && depth < 3; depth += 1) {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      if (outlineStyle !== 'none' && outlineWidth !== '0px') return true;
      if (boxShadow !== 'none') return true;
      // A field without a frame of its own fills what is framed; the caret shows where one is.
      if (one.matches('textarea, input')) return true;
      one = one.parentElement;
    }
    return false;
  });
}
