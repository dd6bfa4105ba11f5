/** Going to the place where one was in a list, and noting where one is. */
import type { WindowVirtualizerHandle } from 'virtua';
import { isReturn } from '../app/arrival.ts';
import { claimScroll } from '../app/scroll.ts';
import type { Place } from '../data/places.ts';
import { keepPlace, placeIn, storePlaces } from '../data/places.ts';
import { holdReading } from './reading.ts';

/** Items above the place that are loaded with it. */
const ABOVE = 8;
/** Until heights that were only estimated are known; whoever scrolls meanwhile has other plans. */
const LONGEST = 2000;
const hands = ['wheel', 'touchstart', 'keydown', 'pointerdown'] as const;

/** A list is on its way to its place. */
let settling = false;
/** The item that somebody last touched, by list: the focus comes back to it. */
const touched = new Map<string, string>();

const rowIn = (feed: Element, id: string) => feed.querySelector(`[data-item="${CSS.escape(id)}"]`);

/** @returns how to let go of it; undefined where there is no place to go to */
export function goTo(
  name: string,
  ids: readonly string[],
  list: WindowVirtualizerHandle,
  feed: HTMLElement,
): (() => void) | undefined {
  const place = placeIn(name);
  const index = place === undefined ? -1 : ids.indexOf(place.anchor);
  if (place === undefined || index === -1) return undefined;
  const { anchor, offset } = place;
  claimScroll();
  /** As far as heights are known by now: the nearer one comes, the more of them are. */
  const reckoned = () => feed.getBoundingClientRect().top + list.getItemOffset(index) - offset;
  scrollNow(window.scrollY + reckoned());

  settling = true;
  const until = performance.now() + LONGEST;
  let frame = requestAnimationFrame(settle);
  function settle(): void {
    const row = rowIn(feed, anchor);
    const off = row === null ? reckoned() : row.getBoundingClientRect().top - offset;
    if (Math.abs(off) >= 1) scrollNow(window.scrollY + off);
    if (isReturn()) focusTouched(name, feed);
    if (performance.now() < until) {
      frame = requestAnimationFrame(settle);
      return;
    }
    release();
    // Nothing was noted on the way, and perhaps nobody scrolls for a while.
    window.dispatchEvent(new Event('scroll'));
  }
  function release(): void {
    settling = false;
    cancelAnimationFrame(frame);
    for (const hand of hands) window.removeEventListener(hand, release);
  }
  for (const hand of hands) window.addEventListener(hand, release, { passive: true });
  return release;
}

/** Only where nothing else has taken the focus. */
function focusTouched(name: string, feed: HTMLElement): void {
  const id = touched.get(name);
  if (id === undefined || document.activeElement !== document.body) return;
  rowIn(feed, id)?.querySelector<HTMLElement>('article[tabindex]')?.focus({ preventScroll: true });
}

/** The list must know in the same moment, or it would show an empty screen for a frame. */
function scrollNow(top: number): void {
  window.scrollTo({ top, behavior: 'instant' });
  window.dispatchEvent(new Event('scroll'));
}

/** What may lead away: the place is noted before, while the page still stands. */
const leaving = ['pointerdown', 'keydown', 'popstate', 'visibilitychange', 'pagehide'] as const;

/** Notes where one is while one scrolls, and writes it down when the page goes away. @returns how to stop */
export function holdPlace(name: string, ids: () => readonly string[], feed: HTMLElement): () => void {
  let frame: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const inside = feed.firstElementChild;
  const reading = holdReading(feed, (pixels) => scrollNow(window.scrollY + pixels));
  function note(): void {
    frame = null;
    // When the list begins anew, its old rows are gone before anybody is told.
    if (inside?.isConnected !== true) return;
    // On its way to a place it is somewhere else, and whoever leaves then comes back to the place.
    if (settling) return;
    const place = placeOf(ids(), feed);
    if (place !== undefined) keepPlace(name, place);
    reading.note();
  }
  function onScroll(): void {
    reading.letGo();
    frame ??= requestAnimationFrame(note);
    clearTimeout(timer);
    timer = setTimeout(storePlaces, 1000);
  }
  function onLeaving({ type, target }: Event): void {
    note();
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-item]') : null;
    if (row?.dataset.item !== undefined && feed.contains(row)) touched.set(name, row.dataset.item);
    if (type === 'visibilitychange' || type === 'pagehide') storePlaces();
  }
  window.addEventListener('scroll', onScroll, { passive: true });
  for (const event of leaving) window.addEventListener(event, onLeaving, { capture: true, passive: true });
  return () => {
    if (frame !== null) cancelAnimationFrame(frame);
    clearTimeout(timer);
    reading.end();
    window.removeEventListener('scroll', onScroll);
    for (const event of leaving) window.removeEventListener(event, onLeaving, { capture: true });
  };
}

/** @returns null: at the top; undefined: the rows for where one is are not drawn yet */
function placeOf(ids: readonly string[], feed: HTMLElement): Place | null | undefined {
  if (feed.getBoundingClientRect().top >= 0) return null;
  const rows = [...feed.querySelectorAll<HTMLElement>('[data-item]')].map((row) => ({
    id: row.dataset.item ?? '',
    box: row.getBoundingClientRect(),
  }));
  // The window may have moved already, to the page that comes next.
  const anchor = rows
    .filter(({ box }) => box.bottom > 0 && box.height > 0)
    .sort((a, b) => a.box.top - b.box.top)[0];
  if (anchor === undefined) return undefined;
  const index = ids.indexOf(anchor.id);
  return {
    anchor: anchor.id,
    offset: anchor.box.top,
    from: index <= ABOVE ? null : (ids[index - ABOVE] ?? null),
    sizes: Object.fromEntries(rows.map(({ id, box }) => [id, box.height])),
    at: Date.now(),
  };
}
