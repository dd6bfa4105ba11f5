/**
 * Where somebody was in each list: the post at the upper edge of the screen, and how far from the edge it stood. Kept
 * over a reload; installed on a phone, where "closing" is no decision to begin anew, over that too.
 */
export interface Place {
  /** The topmost item that was at least partly on the screen. */
  anchor: string;
  /** Its upper edge in px from that of the screen. */
  offset: number;
  /** The item from which on the list is loaded anew, some way above; null: from the top. */
  from: string | null;
  /** Heights in px of items near the place. */
  sizes: Record<string, number>;
  /** When one was there, ms. */
  at: number;
}

const storageKey = 'fanfare.places';
const MOST = 20;
const DAY = 24 * 60 * 60_000;
let places: Map<string, Place> | undefined;

export function placeIn(name: string): Place | undefined {
  return known().get(name);
}

/** null: at the top, which is no place to come back to. */
export function keepPlace(name: string, place: Place | null): void {
  const all = known();
  all.delete(name);
  if (place !== null) all.set(name, place);
  for (const [oldest] of all) {
    if (all.size <= MOST) break;
    all.delete(oldest);
  }
}

/** Written down when the page goes away, or may go without saying so. */
export function storePlaces(): void {
  const text = JSON.stringify([...known()]);
  sessionStorage.setItem(storageKey, text);
  if (isInstalled()) localStorage.setItem(storageKey, text);
}

/** Somebody else uses this browser now. */
export function forgetPlaces(): void {
  places = new Map();
  sessionStorage.removeItem(storageKey);
  localStorage.removeItem(storageKey);
}

function known(): Map<string, Place> {
  places ??= stored();
  return places;
}

/** Whoever typed an address or followed a link to here wants the newest; whoever reloaded or came back, their place. */
function stored(): Map<string, Place> {
  const [entry] = performance.getEntriesByType('navigation');
  const how = (entry as PerformanceNavigationTiming | undefined)?.type;
  const text =
    how === 'reload' || how === 'back_forward'
      ? sessionStorage.getItem(storageKey)
      : isInstalled()
        ? localStorage.getItem(storageKey)
        : null;
  const entries = JSON.parse(text ?? '[]') as [string, Place][];
  return new Map(entries.filter(([, { at }]) => Date.now() - at < DAY));
}

function isInstalled(): boolean {
  return matchMedia('(display-mode: standalone)').matches;
}
