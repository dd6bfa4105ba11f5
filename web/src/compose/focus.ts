/** The point of a picture that is kept in sight when it is cut: x from -1 (left) to 1, y from -1 (below) to 1. */
export interface Focus {
  x: number;
  y: number;
}

export const middle: Focus = { x: 0, y: 0 };
const STEP = 0.1;

function within(number: number): number {
  return Math.round(Math.min(1, Math.max(-1, number)) * 100) / 100;
}

/** @param across and @param down are shares of the picture's width and height, from its left upper corner */
export function focusAt(across: number, down: number): Focus {
  return { x: within(across * 2 - 1), y: within(1 - down * 2) };
}

/** In percent of the picture, from its left upper corner. */
export function placeOf({ x, y }: Focus): { left: number; top: number } {
  return { left: Math.round((x + 1) * 50), top: Math.round((1 - y) * 50) };
}

/** null: not one of its keys */
export function movedBy(key: string, { x, y }: Focus): Focus | null {
  switch (key) {
    case 'ArrowLeft':
      return { x: within(x - STEP), y };
    case 'ArrowRight':
      return { x: within(x + STEP), y };
    case 'ArrowUp':
      return { x, y: within(y + STEP) };
    case 'ArrowDown':
      return { x, y: within(y - STEP) };
    case 'Home':
      return middle;
    default:
      return null;
  }
}

/** As the API reads it. */
export function focusText({ x, y }: Focus): string {
  return `${x},${y}`;
}
