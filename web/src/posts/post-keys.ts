/** j and k from post to post, and one key for each of the buttons of the post that has the focus. Never while typing. */
import { useEffect } from 'react';
import { openWindow, useOpenWindow } from '../app/windows.ts';
import { useComposing } from '../compose/open.ts';

/** Keys that press the button of the post with this `data-key`. */
const buttons = new Set(['f', 'b', 'r', 'x']);

export function usePostKeys(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target))
    return;
  const { key } = event;
  if (key === '?') openWindow({ kind: 'keys' });
  else if (key === 'j') step(1);
  else if (key === 'k') step(-1);
  else if (buttons.has(key) && !event.repeat) press(key);
  else return;
  event.preventDefault();
}

/** Somebody types, or a window is open or about to be: keys are theirs. */
function isBusy(target: EventTarget | null): boolean {
  if (useOpenWindow.getState().open !== null || useComposing.getState().composing !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('input, textarea, select, [role=dialog], [role=menu]'))
    return true;
  return document.querySelector('[role=dialog]:not([hidden])') !== null;
}

const postsOnPage = () => [...document.querySelectorAll<HTMLElement>('main article[data-post]')];

const postWithFocus = () => document.activeElement?.closest<HTMLElement>('main article[data-post]') ?? null;

function step(by: 1 | -1): void {
  const posts = postsOnPage();
  const current = postWithFocus();
  const next = current === null ? firstInSight(posts) : posts[posts.indexOf(current) + by];
  if (next === undefined) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}

/** The first one whose head can be seen. */
function firstInSight(posts: readonly HTMLElement[]): HTMLElement | undefined {
  return posts.find((post) => post.getBoundingClientRect().top >= 0) ?? posts.at(-1);
}

function press(key: string): void {
  postWithFocus()?.querySelector<HTMLElement>(`[data-key=${key}]`)?.click();
}
