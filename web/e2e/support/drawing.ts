/** Pictures for posts, drawn here: a landscape that differs by its seed. */
import assert from 'node:assert/strict';
import type { Person } from '@fanfare/testkit';
import sharp from 'sharp';

export async function pictureBytes(seed = 1, width = 800, height = 500): Promise<Uint8Array<ArrayBuffer>> {
  const hue = (seed * 67) % 360;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 500" width="${width}" height="${height}">
<rect width="800" height="500" fill="hsl(${hue} 70% 80%)"/><circle cx="${150 + seed * 90}" cy="130" r="60" fill="hsl(${(hue + 40) % 360} 90% 65%)"/>
<path d="M0 380 Q200 ${250 + seed * 12} 400 360 T800 330 V500 H0Z" fill="hsl(${(hue + 130) % 360} 40% 45%)"/></svg>`;
  return new Uint8Array(await sharp(Buffer.from(svg)).png().toBuffer());
}

/** Uploads one. @returns its id */
export async function drawing(who: Person, description: string, seed = 1): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob([await pictureBytes(seed)], { type: 'image/png' }), 'drawing.png');
  if (description !== '') form.set('description', description);
  const { status, body, text } = await who.api<{ id: string }>('POST', '/api/v2/media', form);
  assert.ok(status === 200 || status === 202, text);
  return body.id;
}

/** Stripes of equal width, from the left. */
export async function striped(
  colours: readonly string[],
  width: number,
  height: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const wide = width / colours.length;
  const stripes = colours.map(
    (colour, at) => `<rect x="${at * wide}" width="${wide}" height="${height}" fill="${colour}"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${stripes.join('')}</svg>`;
  return new Uint8Array(await sharp(Buffer.from(svg)).png().toBuffer());
}
