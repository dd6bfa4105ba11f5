/** Deciding by keyboard: single letters, which can be switched off, since speech input presses them by accident. */
import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export const useKeysWanted = create(persist(() => ({ on: true }), { name: 'fanfare.review.keys' }));

/** By key, in lower case. */
export type Keys = Readonly<Record<string, (shift: boolean) => void>>;

/** Nothing is meant by a letter that is typed into a field, or while a window is open over the page. */
export function useReviewKeys(keys: Keys): void {
  const on = useKeysWanted((state) => state.on);
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    if (!on) return;
    function onKeyDown(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('[role="dialog"], [role="menu"]') !== null) return;
      const act = now.current[event.key.toLowerCase()];
      if (act === undefined) return;
      event.preventDefault();
      // Here they mean this and not what they mean in other lists.
      event.stopImmediatePropagation();
      act(event.shiftKey);
    }
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [on]);
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}
