/** Colours, as the eye has them. */
import type { Locator, Page } from 'playwright-core';

export interface Seen {
  /** 0 to 255, of the whole picture on average. */
  red: number;
  green: number;
  blue: number;
  /** Width by height of the picture itself, however it is shown. */
  ratio: number;
}

/** Of a picture of this place, once it is loaded. */
export function colourOf(image: Locator): Promise<Seen> {
  return image.evaluate(async (element) => {
    if (!(element instanceof HTMLImageElement)) throw new Error('This is no picture');
    await element.decode();
    const canvas = document.createElement('canvas');
    canvas.width = 1;
    canvas.height = 1;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('This browser draws no pictures');
    context.drawImage(element, 0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return { red, green, blue, ratio: element.naturalWidth / element.naturalHeight };
  });
}

/** How bright the ground of the page is: 0 black, 255 white. */
export function groundOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('This browser draws no pictures');
    context.fillStyle = getComputedStyle(document.body).backgroundColor;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return Math.round((red + green + blue) / 3);
  });
}
