import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '@fanfare/kernel';
import { sniff } from '../domain/sniff.ts';
import { processImage } from './process-image.ts';

const red = { r: 200, g: 30, b: 30 };

async function picture(width: number, height: number) {
  const { default: sharp } = await import('sharp');
  return sharp({ create: { width, height, channels: 3, background: red } });
}

async function metadata(bytes: Buffer) {
  const { default: sharp } = await import('sharp');
  return sharp(bytes).metadata();
}

test('a small picture keeps its size and its kind, and gets preview, sizes and blurhash', async () => {
  const bytes = await (await picture(50, 40)).png().toBuffer();
  const image = await processImage(bytes, 'image/png');
  assert.deepEqual(image.meta.original, { width: 50, height: 40, size: '50x40', aspect: 1.25 });
  assert.deepEqual(image.meta.small, image.meta.original);
  assert.equal(image.original.mime, 'image/png');
  assert.match(image.blurhash, /^[0-9A-Za-z#$%*+,\-.:;=?@[\]^_{|}~]{28}$/);
});

test('a photograph is turned upright and loses where it was taken', async () => {
  const bytes = await (await picture(80, 40))
    .withExif({ IFD3: { GPSLatitude: '51/1 30/1 0/1' }, IFD0: { Artist: 'Somebody' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  assert.equal((await metadata(bytes)).orientation, 6);
  const image = await processImage(bytes, 'image/jpeg');
  assert.equal(image.meta.original.size, '40x80');
  const after = await metadata(image.original.bytes);
  assert.equal(after.exif, undefined);
  assert.equal(after.orientation, undefined);
});

test('a large picture is made smaller, its preview much smaller', async () => {
  const bytes = await (await picture(5000, 2500)).jpeg().toBuffer();
  const { meta } = await processImage(bytes, 'image/jpeg');
  assert.ok(meta.original.width * meta.original.height <= 3840 * 2160);
  assert.ok(meta.small.width * meta.small.height <= 640 * 360);
  assert.equal(meta.small.aspect, 2);
});

test('every accepted kind is known by its bytes and can be read', async () => {
  for (const [kind, mime] of [
    ['jpeg', 'image/jpeg'],
    ['png', 'image/png'],
    ['gif', 'image/gif'],
    ['webp', 'image/webp'],
    ['avif', 'image/avif'],
  ] as const) {
    const bytes = await (await picture(20, 20)).toFormat(kind).toBuffer();
    assert.deepEqual(sniff(bytes), { kind: 'image', mime });
    const image = await processImage(bytes, mime);
    const known = sniff(image.original.bytes);
    assert.deepEqual(known, { kind: 'image', mime: image.original.mime });
  }
});

test('a moving GIF goes on moving, its preview stands still', async () => {
  const { default: sharp } = await import('sharp');
  const frames = await Promise.all(
    [0, 120, 240].map((level) =>
      sharp({ create: { width: 20, height: 20, channels: 3, background: { r: level, g: 0, b: 0 } } })
        .png()
        .toBuffer(),
    ),
  );
  const bytes = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  const image = await processImage(bytes, 'image/gif');
  assert.equal((await metadata(image.original.bytes)).pages, 3);
  assert.equal(image.meta.original.size, '20x20');
  assert.equal(image.preview.mime, 'image/png');
});

test('what only begins like a picture, or has too many pixels, is refused with a sentence', async () => {
  const whole = await (await picture(400, 400)).png({ compressionLevel: 0 }).toBuffer();
  for (const bytes of [whole.subarray(0, 300), Buffer.from('\x89PNG\r\n\x1a\n then nonsense', 'latin1')]) {
    await assert.rejects(processImage(bytes, 'image/png'), { code: 'invalid' });
  }
  const bomb = await (await picture(8000, 8000)).png().toBuffer();
  await assert.rejects(
    processImage(bomb, 'image/png'),
    (error) => error instanceof AppError && error.code === 'invalid',
  );
});

test('video and sound are told from pictures and from other files', () => {
  const box = (brand: string) => Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}0000`)]);
  assert.deepEqual(sniff(box('isom')), { kind: 'moving' });
  assert.deepEqual(sniff(Buffer.from('1a45dfa3a34286810142f781', 'hex')), { kind: 'moving' });
  assert.deepEqual(sniff(Buffer.from('OggS0000')), { kind: 'moving' });
  assert.deepEqual(sniff(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">')), { kind: 'unknown' });
  assert.deepEqual(sniff(Buffer.alloc(0)), { kind: 'unknown' });
});
