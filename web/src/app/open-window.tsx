/** The window that is open over the page, if any (windows.ts). Mounted once; what is in it loads when it opens. */
import type { ComponentType, LazyExoticComponent } from 'react';
import { lazy, Suspense } from 'react';
import type { OpenWindow } from './windows.ts';
import { useOpenWindow } from './windows.ts';

type Kind = OpenWindow['kind'];
type Shows<K extends Kind> = ComponentType<{ of: Extract<OpenWindow, { kind: K }> }>;

function window<K extends Kind>(load: () => Promise<Shows<K>>): LazyExoticComponent<Shows<K>> {
  return lazy(async () => ({ default: await load() }));
}

const SignIn = window<'sign-in'>(async () => (await import('./sign-in-window.tsx')).SignInWindow);
const Confirm = window<'confirm'>(async () => (await import('./confirm-window.tsx')).ConfirmWindow);
const Keys = window<'keys'>(async () => (await import('../posts/keys-window.tsx')).KeysWindow);
const History = window<'history'>(async () => (await import('../posts/history-window.tsx')).HistoryWindow);
const Delivery = window<'delivery'>(
  async () => (await import('../status/delivery-window.tsx')).DeliveryWindow,
);
const Pictures = window<'pictures'>(async () => (await import('../posts/viewer.tsx')).Viewer);

export function TheOpenWindow() {
  const open = useOpenWindow((state) => state.open);
  return open === null ? null : (
    <Suspense fallback={null}>
      <Shown of={open} />
    </Suspense>
  );
}

function Shown({ of }: { of: OpenWindow }) {
  switch (of.kind) {
    case 'sign-in':
      return <SignIn of={of} />;
    case 'confirm':
      return <Confirm of={of} />;
    case 'keys':
      return <Keys of={of} />;
    case 'history':
      return <History of={of} />;
    case 'delivery':
      return <Delivery of={of} />;
    case 'pictures':
      return <Pictures of={of} />;
  }
}
