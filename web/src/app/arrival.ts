/** How somebody came to the page that is shown: by a link, or back to where they had been. */

type Way = 'link' | 'return';

const again = new Set<() => void>();
let way: Way = 'link';
let path = '';
let count = 0;

/** Pages where a link leads back to the place too: one looks in on them all day. */
const keepTheirPlace: readonly string[] = ['/home', '/public', '/notifications'];

/** Before the first render, and before the router listens: it renders in the same moment. */
export function watchArrivals(): void {
  history.scrollRestoration = 'manual';
  path = location.pathname;
  const [entry] = performance.getEntriesByType('navigation');
  const how = (entry as PerformanceNavigationTiming | undefined)?.type;
  way = how === 'reload' || how === 'back_forward' ? 'return' : 'link';
  window.addEventListener('popstate', () => note('return'), { capture: true });
  // The router says so of its own navigations.
  window.addEventListener('pushState', () => note('link'), { capture: true });
  // Another address for where one is, or where one is led on to.
  window.addEventListener('replaceState', () => note(way), { capture: true });
}

function note(how: Way): void {
  if (location.pathname === path) return;
  path = location.pathname;
  way = how;
  count += 1;
}

/** Whether the page was come back to, by the browser's button or by loading it anew. */
export const isReturn = (): boolean => way === 'return';

/** Whether a list puts itself where it was left. */
export const leadsToPlace = (): boolean => isReturn() || keepTheirPlace.includes(path) || count === 0;

/** 0: the first page since the client was loaded. */
export const arrivals = (): number => count;

/** The link to the page that one is on was pressed: whoever shows a list goes to its top. */
export function pressedAgain(): void {
  window.scrollTo({ top: 0 });
  for (const listen of again) listen();
}

/** @returns how to stop listening */
export function onPressedAgain(listen: () => void): () => void {
  again.add(listen);
  return () => void again.delete(listen);
}
