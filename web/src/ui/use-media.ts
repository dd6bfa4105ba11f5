import { useSyncExternalStore } from 'react';

/** As the stylesheets have it. */
export const PHONE = '(max-width: 40rem)';

/** Whether a media query holds at this moment. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}
