/** Keeps the list that is on the screen up to date where no stream does, and when somebody comes back to it. */
import { useEffect } from 'react';
import { isReturn, leadsToPlace } from '../app/arrival.ts';
import { noteTrouble } from '../data/connection.ts';
import type { PostListOptions } from '../data/lists.ts';
import { catchUp, isOld, poll, showWaiting } from '../data/lists.ts';

const POLL = 30_000;
/** Younger than this a list needs no second look. */
const YOUNG = 10_000;

/** @param polled no stream brings its posts, though they come all the time */
export function useFresh(list: PostListOptions, polled: boolean): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: by its name a list is the same
  useEffect(() => {
    if (!isOld(list.key, YOUNG)) return;
    // Whoever comes by a link comes to what is new; whoever comes back, to what they left.
    const show = !isReturn() && !leadsToPlace();
    catchUp(list).then(() => {
      if (show && window.scrollY === 0) showWaiting(list.key);
    }, noteTrouble);
  }, [list.key.join()]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: by its name a list is the same
  useEffect(() => {
    if (!polled) return;
    const look = () => {
      if (document.visibilityState === 'visible' && isOld(list.key, POLL - 1000))
        poll(list).catch(noteTrouble);
    };
    const timer = setInterval(look, POLL);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [list.key.join(), polled]);
}
