/** Where one was on each page: going back leads there, following a link leads to the top. */
import { useEffect } from 'react';
import { useLocation } from 'wouter';

const offsets = new Map<string, number>();
let returning = false;

/** Whether the page that is being shown was come back to. Lists ask, and put themselves where they were. */
export const isReturn = () => returning;

export function useScrollMemory(): void {
  const [path] = useLocation();
  useEffect(() => {
    history.scrollRestoration = 'manual';
    const onPop = () => {
      returning = true;
    };
    window.addEventListener('popstate', onPop);
    return () => window.removeEventListener('popstate', onPop);
  }, []);
  useEffect(() => {
    window.scrollTo(0, returning ? (offsets.get(path) ?? 0) : 0);
    returning = false;
    const note = () => offsets.set(path, window.scrollY);
    window.addEventListener('scroll', note, { passive: true });
    return () => window.removeEventListener('scroll', note);
  }, [path]);
}
