/** How much room a picture takes, known before it has loaded. */

interface Size {
  width?: number | null;
  height?: number | null;
}

/** What of a MediaAttachment is needed. */
interface Picture {
  meta?: {
    original?: Size | null;
    small?: Size | null;
    focus?: { x: number | null; y: number | null } | null;
  } | null;
}

/** Wider and taller ones are cut in lists; the viewer shows them whole. */
const TALLEST = 4 / 5;
const WIDEST = 3;
const UNKNOWN = 16 / 10;

/** Width by height of a picture that stands alone. */
export function aspectOf({ meta }: Picture): number {
  const size = meta?.original ?? meta?.small;
  if (size?.width == null || size.height == null || size.width === 0 || size.height === 0) return UNKNOWN;
  return Math.min(WIDEST, Math.max(TALLEST, size.width / size.height));
}

/** What stays in sight where a picture is cut, as CSS's object-position. */
export function focusOf({ meta }: Picture): string | undefined {
  const focus = meta?.focus;
  if (focus?.x == null || focus.y == null) return undefined;
  return `${Math.round((focus.x + 1) * 50)}% ${Math.round((1 - focus.y) * 50)}%`;
}
