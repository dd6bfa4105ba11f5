export interface Focus {
  x: number;
  y: number;
}

/** Reads `x,y`, each from -1 to 1; null when it cannot be read. */
export function readFocus(text: string | null | undefined): Focus | null {
  const parts = (text ?? '').split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [x, y] = parts;
  if (parts.length !== 2 || x === undefined || y === undefined) return null;
  return Math.abs(x) <= 1 && Math.abs(y) <= 1 ? { x, y } : null;
}
