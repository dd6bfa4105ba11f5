/** Which part of a picture a frame shows: all lengths in px of the picture. */
export interface Size {
  width: number;
  height: number;
}

export interface Crop {
  /** The middle of the part. */
  x: number;
  y: number;
  /** 1: as much of the picture as fits into the frame's shape. */
  zoom: number;
}

export interface Part extends Size {
  left: number;
  top: number;
}

export const MOST_ZOOM = 5;

/** The middle, whole. */
export function wholeOf(picture: Size): Crop {
  return { x: picture.width / 2, y: picture.height / 2, zoom: 1 };
}

/** @param ratio width of the frame by its height */
export function partOf(picture: Size, ratio: number, { x, y, zoom }: Crop): Part {
  const width = Math.min(picture.width, picture.height * ratio) / zoom;
  const height = width / ratio;
  return { left: x - width / 2, top: y - height / 2, width, height };
}

/** The nearest crop that shows nothing beside the picture. */
export function inside(picture: Size, ratio: number, crop: Crop): Crop {
  const zoom = between(crop.zoom, 1, MOST_ZOOM);
  const { width, height } = partOf(picture, ratio, { ...crop, zoom });
  return {
    x: between(crop.x, width / 2, picture.width - width / 2),
    y: between(crop.y, height / 2, picture.height - height / 2),
    zoom,
  };
}

/** How far one can go to each side, as sliders have it: 0 to 100, 50 where there is no room. */
export function slidersOf(picture: Size, ratio: number, crop: Crop): { across: number; along: number } {
  const { left, top, width, height } = partOf(picture, ratio, crop);
  const share = (at: number, room: number) => (room < 1 ? 50 : (at / room) * 100);
  return { across: share(left, picture.width - width), along: share(top, picture.height - height) };
}

export function slide(
  picture: Size,
  ratio: number,
  crop: Crop,
  to: { across?: number; along?: number },
): Crop {
  const { width, height } = partOf(picture, ratio, crop);
  const at = (share: number, room: number, length: number) => (share / 100) * room + length / 2;
  return inside(picture, ratio, {
    ...crop,
    ...(to.across === undefined ? {} : { x: at(to.across, picture.width - width, width) }),
    ...(to.along === undefined ? {} : { y: at(to.along, picture.height - height, height) }),
  });
}

/** The size of what is kept: no larger than wanted, and no larger than what is there. */
export function keptSize(part: Part, most: Size): Size {
  const scale = Math.min(1, most.width / part.width);
  return { width: Math.round(part.width * scale), height: Math.round(part.height * scale) };
}

function between(value: number, least: number, most: number): number {
  // A picture as wide as the frame leaves no room: rounding must not turn the bounds around.
  return Math.max(Math.min(value, Math.max(least, most)), least);
}
