/** From a file to the part of it that is kept, in the browser. */
import type { Part, Size } from './crop-geometry.ts';
import { keptSize } from './crop-geometry.ts';

export interface OpenedPicture extends Size {
  /** Turned the way it was taken. */
  bitmap: ImageBitmap;
  /** An address for showing it; given back with `close`. */
  url: string;
  type: string;
}

/** @throws DOMException when the browser cannot read it as a picture */
export async function openPicture(file: File): Promise<OpenedPicture> {
  const bitmap = await createImageBitmap(file);
  const { width, height } = bitmap;
  return { bitmap, width, height, url: URL.createObjectURL(file), type: file.type };
}

export function closePicture({ bitmap, url }: OpenedPicture): void {
  bitmap.close();
  URL.revokeObjectURL(url);
}

/** @throws Error when the browser makes no file of it */
export async function cut(picture: OpenedPicture, part: Part, most: Size): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const { width, height } = keptSize(part, most);
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser draws no pictures');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture.bitmap, part.left, part.top, part.width, part.height, 0, 0, width, height);
  // A photograph would be large without loss, and other pictures may be transparent.
  const type = picture.type === 'image/jpeg' ? 'image/jpeg' : 'image/png';
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.93));
  if (blob === null) throw new Error('This browser makes no file of the picture');
  return blob;
}
