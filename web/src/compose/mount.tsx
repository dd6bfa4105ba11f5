/** Where the composer appears: loaded when it is first opened, or about to be. */
import type { ComponentType } from 'react';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useSession } from '../api/session.ts';
import { texts } from '../texts/index.ts';
import { toast } from '../ui/toasts.tsx';
import { wordsFor } from '../ui/trouble.tsx';
import type { Composing } from './open.ts';
import { openComposer, useComposing } from './open.ts';
import { takeReturn } from './return.ts';
import { sharedText } from './shared.ts';

type Composer = ComponentType<{ composing: Composing | null }>;

const load = async (): Promise<Composer> => (await import('./composer.tsx')).Composer;

/** Called when somebody is about to write. */
export function preloadComposer(): void {
  // Said when it is opened and still cannot be loaded.
  load().catch(() => undefined);
}

export function ComposerMount() {
  const composing = useComposing((state) => state.composing);
  const accountId = useSession((state) => state.signedIn?.accountId);
  const [loaded, setLoaded] = useState<{ Composer: Composer }>();
  useShortcut(accountId !== undefined);
  usePreload(accountId !== undefined);
  const [path] = useLocation();
  useReturn(path === '/signed-in' ? undefined : accountId);
  useShared(path === '/home' && accountId !== undefined);
  const needed = composing !== null && loaded === undefined;
  useEffect(() => {
    if (!needed) return;
    const again = () => {
      load().then(
        (Composer) => setLoaded({ Composer }),
        // What it was opened for stays, so that the text of a deleted post is not lost.
        (error: unknown) => {
          const action = { label: texts().trouble.retry, run: again };
          toast(wordsFor(error), { kind: 'bad', stays: true, action });
        },
      );
    };
    again();
  }, [needed]);
  return loaded === undefined ? null : <loaded.Composer composing={composing} />;
}

/** Once the page has nothing else to do: whoever presses `n` and types at once must not type into nothing. */
function usePreload(on: boolean): void {
  useEffect(() => {
    if (!on) return;
    // Safari has no idle callbacks; there a moment after the first paint does.
    if (window.requestIdleCallback === undefined) {
      const timer = setTimeout(preloadComposer, 2000);
      return () => clearTimeout(timer);
    }
    const idle = window.requestIdleCallback(preloadComposer);
    return () => window.cancelIdleCallback(idle);
  }, [on]);
}

/** `n`, unless somebody types or something lies over the page. */
function useShortcut(on: boolean): void {
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'n' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
        return;
      const at = event.target instanceof Element ? event.target : document.body;
      if (at.closest('input, textarea, select, [contenteditable], [role=menu], [role=dialog]') !== null)
        return;
      if (document.querySelector('[role=dialog]:not([hidden])') !== null) return;
      event.preventDefault();
      openComposer();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [on]);
}

/** After signing in anew, back from the server's pages, and after a reload in the middle of a sending. */
function useReturn(accountId: string | undefined): void {
  useEffect(() => {
    if (accountId === undefined) return;
    const draft = takeReturn(accountId);
    if (draft !== null) openComposer({ kind: 'kept', id: draft });
    if (hasFlying(accountId)) {
      import('./resume.ts').then(
        ({ resumeSendings }) => resumeSendings(),
        // Without the file there is no connection either: the draft waits for the next time.
        () => undefined,
      );
    }
  }, [accountId]);
}

/** Another app hands something over to be posted. */
function useShared(on: boolean): void {
  const [, navigate] = useLocation();
  useEffect(() => {
    const text = on ? sharedText(location.search) : null;
    if (text === null) return;
    // A reload must not hand it over again.
    navigate('/home', { replace: true });
    openComposer({ kind: 'new', text, keep: true });
  }, [on, navigate]);
}

function hasFlying(accountId: string): boolean {
  return Object.entries(localStorage).some(
    ([name, value]: [string, unknown]) =>
      name.startsWith(`fanfare.draft.${accountId}.`) && String(value).includes('"state":"flying"'),
  );
}
