/** How a list differs from what it was a moment ago: the virtual list must be told. */
import { useLayoutEffect, useRef } from 'react';

export type Change = 'same' | 'below' | 'above' | 'anew';

export function changeOf(before: readonly string[], now: readonly string[]): Change {
  const [first, last] = [before[0], before.at(-1)];
  if (first === undefined || last === undefined || before === now) return 'same';
  const at = now.indexOf(first);
  if (at === -1) return 'anew';
  if (at > 0) return now.length === before.length + at && now.at(-1) === last ? 'above' : 'anew';
  return now.length < before.length ? 'anew' : 'below';
}

/**
 * @returns shift: items came in above, and what one reads stays where it is; generation: rises when the list is another
 * @param onTop whether one looks at the upper end: then what comes in above is to be seen
 */
export function useChange(ids: readonly string[], onTop: () => boolean) {
  const before = useRef(ids);
  const generation = useRef(0);
  const answered = useRef<{ ids: readonly string[]; shift: boolean }>({ ids, shift: false });
  if (answered.current.ids !== ids) {
    const change = changeOf(before.current, ids);
    // On top nothing is held: what comes in pushes the rest down.
    const top = change === 'above' || change === 'anew' ? onTop() : false;
    if (change === 'anew' && !top) generation.current += 1;
    answered.current = { ids, shift: change === 'above' && !top };
  }
  useLayoutEffect(() => {
    before.current = ids;
  });
  return { shift: answered.current.shift, generation: generation.current };
}

/** Whether the list's upper edge is on the screen. */
export function isOnTop(feed: Element | null): boolean {
  return feed === null || feed.getBoundingClientRect().top >= 0;
}
