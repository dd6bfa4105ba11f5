/** Where one was on each page: going back leads there, following a link leads to the top and to the heading. */
import { useEffect, useLayoutEffect } from 'react';
import { useLocation } from 'wouter';
import { arrivals, isReturn } from './arrival.ts';

const storageKey = 'fanfare.offsets';
/** A page that was come back to grows while its parts come in; whoever scrolls meanwhile has other plans. */
const LONGEST_HOLD = 5000;
const offsets = new Map<string, number>(JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as []);
let release: (() => void) | null = null;
/** The arrival whose page put itself where it was. */
let claimedFor = -1;

/** A list puts itself where it was; nothing else scrolls. */
export function claimScroll(): void {
  claimedFor = arrivals();
  release?.();
}

const here = () => location.pathname + location.search;

export function useScrollMemory(): void {
  const [path] = useLocation();
  useEffect(() => {
    const note = () => offsets.set(here(), window.scrollY);
    const store = () => sessionStorage.setItem(storageKey, JSON.stringify([...offsets].slice(-50)));
    window.addEventListener('scroll', note, { passive: true });
    window.addEventListener('pagehide', store);
    return () => {
      window.removeEventListener('scroll', note);
      window.removeEventListener('pagehide', store);
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every change of the path
  useLayoutEffect(() => {
    // Lists of the new page come before: they are inside of it.
    if (claimedFor === arrivals()) release?.();
    else if (isReturn()) hold(offsets.get(here()) ?? 0);
    else if (arrivals() > 0) window.scrollTo(0, 0);
    if (arrivals() > 0 && !isReturn()) focusHeading();
    return () => release?.();
  }, [path]);
}

/** Scrolls to where one was as soon as the page is long enough. */
function hold(offset: number): void {
  release?.();
  window.scrollTo(0, offset);
  if (Math.abs(window.scrollY - offset) < 2) return;
  const grown = new ResizeObserver(() => {
    window.scrollTo(0, offset);
    if (Math.abs(window.scrollY - offset) < 2) release?.();
  });
  const timer = setTimeout(() => release?.(), LONGEST_HOLD);
  const moved = ['wheel', 'touchstart', 'keydown', 'pointerdown'] as const;
  release = () => {
    grown.disconnect();
    clearTimeout(timer);
    for (const name of moved) window.removeEventListener(name, stop);
    release = null;
  };
  const stop = () => release?.();
  for (const name of moved) window.addEventListener(name, stop, { passive: true });
  grown.observe(document.body);
}

let wanted = false;

/** The heading of the new page, so that the keyboard and the screen reader go on from there. */
function focusHeading(): void {
  wanted = true;
  headingIsThere();
}

/** For pages that come in later than their address. */
export function headingIsThere(): void {
  if (!wanted) return;
  const main = document.getElementById('main');
  const heading = main?.querySelector('h1');
  // While the new page's files are on their way the old page is still there, and hidden.
  if (main == null || heading == null || heading.getClientRects().length === 0) return;
  wanted = false;
  // A link inside of what stays, as those between the parts of a profile: one goes on from it.
  const current = document.activeElement;
  if (current !== main && main.contains(current)) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
