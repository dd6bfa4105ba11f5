/** What somebody has uncovered or unfolded, by post: a list that lets go of a row must not cover it again. */
import { create } from 'zustand';

/** text: behind a warning. pictures: sensitive ones. whole: a long post. */
export type Cover = 'text' | 'pictures' | 'whole';

const useShownSet = create(() => ({ shown: new Set<string>() }));

export function useShown(id: string, cover: Cover): [shown: boolean, show: (is: boolean) => void] {
  const key = `${id} ${cover}`;
  const shown = useShownSet((state) => state.shown.has(key));
  return [shown, (is) => setShown(key, is)];
}

function setShown(key: string, is: boolean): void {
  useShownSet.setState(({ shown }) => {
    const next = new Set(shown);
    if (is) next.add(key);
    else next.delete(key);
    return { shown: next };
  });
}
