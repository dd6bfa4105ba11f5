/** A window over the page: takes the focus, gives it back, closes with Escape. Loaded when the first one opens. */
import type { ReactNode, RefObject } from 'react';
import { lazy, Suspense, useRef } from 'react';

export interface DialogProps {
  title: string;
  open: boolean;
  close(): void;
  children: ReactNode;
  wide?: boolean;
  /** Gets the focus when the window closes; by default what had it before. */
  after?: RefObject<HTMLElement | null>;
}

const OpenDialog = lazy(async () => ({ default: (await import('./open-dialog.tsx')).OpenDialog }));

export function Dialog(props: DialogProps) {
  const used = useRef(false);
  used.current ||= props.open;
  if (!used.current) return null;
  return (
    <Suspense fallback={null}>
      <OpenDialog {...props} />
    </Suspense>
  );
}
