/**
 * Holds what one reads where it is. Virtua holds the upper edge of the row that the upper edge of the screen cuts; when
 * that row itself is edited or deleted, everything below it would move: here the next row is held instead.
 */

/** Whoever has just pressed something in a row wants to see what opens. */
const PRESSED = 1000;
/** Of the screen: below it one reads the row that is cut. */
const UPPER_PART = 0.6;

export interface Reading {
  /** Where things are, once nothing moves any more. */
  note(): void;
  /** Somebody scrolls, or the list puts itself somewhere: until the next note nothing is held. */
  letGo(): void;
  end(): void;
}

export function holdReading(feed: HTMLElement, scrollBy: (pixels: number) => void): Reading {
  let held: { row: HTMLElement; top: number } | null = null;
  let pressed = Number.NEGATIVE_INFINITY;
  const watched = new Set<HTMLElement>();
  // It is asked after virtua's own, which has been there before, and in the same frame.
  const sizes = new ResizeObserver(() => {
    if (held === null || !held.row.isConnected || performance.now() - pressed < PRESSED) return;
    const moved = held.row.getBoundingClientRect().top - held.top;
    if (Math.abs(moved) >= 1) scrollBy(moved);
  });
  const onPress = () => {
    pressed = performance.now();
  };
  feed.addEventListener('pointerdown', onPress, { passive: true });
  feed.addEventListener('keydown', onPress, { passive: true });

  function note(): void {
    const rows = [...feed.querySelectorAll<HTMLElement>('[data-item]')];
    for (const row of watched) {
      if (row.isConnected) continue;
      sizes.unobserve(row);
      watched.delete(row);
    }
    for (const row of rows) {
      if (watched.has(row)) continue;
      sizes.observe(row);
      watched.add(row);
    }
    held = feed.getBoundingClientRect().top < 0 ? firstWhole(rows) : null;
  }

  return {
    note,
    letGo() {
      held = null;
    },
    end() {
      sizes.disconnect();
      feed.removeEventListener('pointerdown', onPress);
      feed.removeEventListener('keydown', onPress);
    },
  };
}

function firstWhole(rows: readonly HTMLElement[]): { row: HTMLElement; top: number } | null {
  const tops = rows
    .map((row) => ({ row, top: row.getBoundingClientRect().top }))
    .filter(({ row, top }) => top >= 0 && row.offsetHeight > 1)
    .sort((a, b) => a.top - b.top);
  const [first] = tops;
  return first !== undefined && first.top < window.innerHeight * UPPER_PART ? first : null;
}
