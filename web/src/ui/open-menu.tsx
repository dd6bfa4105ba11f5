/** The inside of a menu that is open: takes the focus, walks with the arrow keys, gives the focus back to its button. */
import { Menu as AriaMenu, MenuItem, useMenuStore } from '@ariakit/react/menu';
import type { RefObject } from 'react';
import { useEffect } from 'react';
import css from './menu.module.css';
import type { MenuAction } from './menu.tsx';

interface Props {
  id: string;
  label: string;
  actions: readonly MenuAction[];
  button: RefObject<HTMLButtonElement | null>;
  /** Which of the actions gets the focus. */
  from: 'first' | 'last';
  close(): void;
}

export function OpenMenu({ id, label, actions, button, from, close }: Props) {
  const store = useMenuStore({
    setOpen: (open) => {
      if (!open) close();
    },
    placement: 'bottom-start',
  });
  // What Ariakit's own button does when it is pressed. Opened before it is told, the menu would not take the focus.
  useEffect(() => {
    store.setDisclosureElement(button.current);
    store.setInitialFocus(from);
    store.setAutoFocusOnShow(true);
    store.show();
  }, [store, button, from]);
  return (
    <AriaMenu
      id={id}
      store={store}
      aria-label={label}
      className={css.menu}
      gutter={4}
      portal
      modal={false}
      finalFocus={button}
      getAnchorRect={() => button.current?.getBoundingClientRect() ?? null}
      // Pressing the button again closes by the button's own doing.
      hideOnInteractOutside={(event) => !button.current?.contains(event.target as Node)}
    >
      {actions.map(({ label: text, icon: Icon, bad, run }) => (
        <MenuItem key={text} className={css.item} data-bad={bad} onClick={run}>
          {Icon === undefined ? null : <Icon aria-hidden="true" size={18} />}
          {text}
        </MenuItem>
      ))}
    </AriaMenu>
  );
}
