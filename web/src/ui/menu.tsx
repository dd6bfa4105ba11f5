/** A button with a menu of actions. */
import { Menu as AriaMenu, MenuButton, MenuItem, MenuProvider } from '@ariakit/react/menu';
import type { LucideIcon } from 'lucide-react';
import { Ellipsis } from 'lucide-react';
import { IconButton } from './icon-button.tsx';
import css from './menu.module.css';

export interface MenuAction {
  label: string;
  icon?: LucideIcon;
  bad?: boolean;
  run(): void;
}

export function Menu({
  label,
  actions,
  icon = Ellipsis,
}: {
  label: string;
  actions: readonly MenuAction[];
  icon?: LucideIcon;
}) {
  return (
    <MenuProvider>
      <MenuButton render={<IconButton icon={icon} label={label} />} />
      <AriaMenu className={css.menu} gutter={4} portal>
        {actions.map(({ label: text, icon: Icon, bad, run }) => (
          <MenuItem key={text} className={css.item} data-bad={bad} onClick={run}>
            {Icon === undefined ? null : <Icon aria-hidden="true" size={18} />}
            {text}
          </MenuItem>
        ))}
      </AriaMenu>
    </MenuProvider>
  );
}
