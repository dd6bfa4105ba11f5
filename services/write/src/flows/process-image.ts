/** Makes an upload fit to be shown: turned upright, without metadata, bounded in pixels, with preview and blurhash. */
import { limits } from '@fanfare/contracts';
import { AppError } from '@fanfare/kernel';
import type { OutputInfo, Sharp, SharpOptions } from 'sharp';

export interface ProcessedImage {
  original: { bytes: Buffer; mime: string; extension: string };
  preview: { bytes: Buffer; mime: string; extension: string };
  /** The API's `meta` without the focus. */
  meta: { original: Size; small: Size };
  blurhash: string;
}

export interface Size {
  width: number;
  height: number;
  /** `WIDTHxHEIGHT` */
  size: string;
  aspect: number;
}

/** Larger pictures are made smaller: nobody's screen shows more. In pixels. */
const ORIGINAL_PIXELS = 3840 * 2160;
const PREVIEW_PIXELS = 640 * 360;
const BLURHASH_EDGE = 32;
const TIMEOUT = { seconds: 20 };

/** @throws AppError `invalid` for what cannot be read, has too many pixels or takes too long */
export async function processImage(bytes: Buffer, mime: string): Promise<ProcessedImage> {
  try {
    return await run(bytes, mime);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('invalid', {
      text: 'Validation failed: File is not a picture that can be read',
      cause,
    });
  }
}

/** Loaded on first use. It keeps no decoded pictures, and leaves cores to the people who wait. */
async function loadSharp() {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

async function run(bytes: Buffer, mime: string): Promise<ProcessedImage> {
  const sharp = await loadSharp();
  const options: SharpOptions = { limitInputPixels: limits.imagePixels, failOn: 'error' };
  const { width, height, pages = 1, hasAlpha = false } = await sharp(bytes, options).metadata();
  if (width * height > limits.imagePixels) {
    throw new AppError('invalid', {
      text: `Validation failed: File has more than ${limits.imagePixels} pixels`,
    });
  }
  // A moving GIF goes on moving, unless all its frames together are too much.
  const animated = mime === 'image/gif' && pages > 1 && width * height * pages <= limits.imagePixels;
  const format = animated ? 'gif' : formatOf(mime, hasAlpha);
  const original = await encode(
    sharp(bytes, { ...options, animated }),
    ORIGINAL_PIXELS,
    { width, height },
    format,
  );
  const previewFormat = format === 'gif' ? 'png' : format;
  const preview = await encode(sharp(bytes, options), PREVIEW_PIXELS, { width, height }, previewFormat);
  return {
    original: { bytes: original.data, ...typeOf(format) },
    preview: { bytes: preview.data, ...typeOf(previewFormat) },
    meta: { original: sizeOf(original.info), small: sizeOf(preview.info) },
    blurhash: await blurhashOf(sharp(preview.data)),
  };
}

type Format = 'jpeg' | 'png' | 'webp' | 'gif';

/** AVIF takes seconds to write, and a still GIF has nothing that PNG lacks. */
function formatOf(mime: string, hasAlpha: boolean): Format {
  if (mime === 'image/jpeg') return 'jpeg';
  if (mime === 'image/webp') return 'webp';
  if (mime === 'image/avif') return hasAlpha ? 'webp' : 'jpeg';
  return 'png';
}

function typeOf(format: Format): { mime: string; extension: string } {
  return { mime: `image/${format}`, extension: format === 'jpeg' ? 'jpg' : format };
}

function encode(image: Sharp, pixels: number, from: { width: number; height: number }, format: Format) {
  const scale = Math.min(1, Math.sqrt(pixels / (from.width * from.height)));
  const upright = image.autoOrient();
  // The longer edge fits whichever way round the picture stands; metadata are left out unless asked for.
  const edge = Math.max(1, Math.floor(Math.max(from.width, from.height) * scale));
  const sized = scale < 1 ? upright.resize(edge, edge, { fit: 'inside' }) : upright;
  const quality = format === 'jpeg' || format === 'webp' ? { quality: 88 } : {};
  return sized.toFormat(format, quality).timeout(TIMEOUT).toBuffer({ resolveWithObject: true });
}

function sizeOf({ width, height, pageHeight }: OutputInfo & { pageHeight?: number }): Size {
  // Of an animation the frames stand one below the other.
  const shown = pageHeight ?? height;
  return { width, height: shown, size: `${width}x${shown}`, aspect: Number((width / shown).toFixed(4)) };
}

async function blurhashOf(image: Sharp): Promise<string> {
  const { encode: blur } = await import('blurhash');
  const { data, info } = await image
    .resize(BLURHASH_EDGE, BLURHASH_EDGE, { fit: 'inside' })
    .ensureAlpha()
    .raw()
    .timeout(TIMEOUT)
    .toBuffer({ resolveWithObject: true });
  return blur(new Uint8ClampedArray(data), info.width, info.height, 4, 3);
}
