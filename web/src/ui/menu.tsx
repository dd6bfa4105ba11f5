/** A button with a menu of actions. What opens is loaded when a hand comes near: no page needs it to be read. */
import type { LucideIcon } from 'lucide-react';
import { Ellipsis } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { lazy, Suspense, useId, useRef, useState } from 'react';
import { IconButton } from './icon-button.tsx';

export interface MenuAction {
  label: string;
  icon?: LucideIcon;
  bad?: boolean;
  run(): void;
}

interface Props {
  label: string;
  actions: readonly MenuAction[];
  icon?: LucideIcon;
}

const loadOpenMenu = () => import('./open-menu.tsx');
/** Whoever then presses it is told what is wrong. */
const comeNear = () => void loadOpenMenu().catch(() => undefined);
const OpenMenu = lazy(async () => ({ default: (await loadOpenMenu()).OpenMenu }));

export function Menu({ label, actions, icon = Ellipsis }: Props) {
  const [open, setOpen] = useState<'first' | 'last' | false>(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    setOpen(event.key === 'ArrowUp' ? 'last' : 'first');
  }

  return (
    <>
      <IconButton
        ref={button}
        icon={icon}
        label={label}
        aria-haspopup="menu"
        aria-expanded={open !== false}
        aria-controls={open === false ? undefined : id}
        onPointerEnter={comeNear}
        onFocus={comeNear}
        onKeyDown={onKeyDown}
        onClick={() => setOpen(open === false ? 'first' : false)}
      />
      {open === false ? null : (
        <Suspense fallback={null}>
          <OpenMenu
            id={id}
            label={label}
            actions={actions}
            button={button}
            close={() => setOpen(false)}
            from={open}
          />
        </Suspense>
      )}
    </>
  );
}
