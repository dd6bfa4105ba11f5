/** A window over the page: takes the focus, gives it back, closes with Escape. */
import { Dialog as AriaDialog, DialogDismiss, DialogHeading } from '@ariakit/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/index.ts';
import { clsx } from './clsx.ts';
import css from './dialog.module.css';
import { IconButton } from './icon-button.tsx';

interface Props {
  title: string;
  open: boolean;
  close(): void;
  children: ReactNode;
  wide?: boolean;
}

export function Dialog({ title, open, close, children, wide = false }: Props) {
  const { dialog } = useTexts();
  return (
    <AriaDialog
      open={open}
      onClose={close}
      unmountOnHide
      className={clsx(css.dialog, wide && css.wide)}
      backdrop={<div className={css.backdrop} />}
    >
      <header className={css.head}>
        <DialogHeading className={css.title}>{title}</DialogHeading>
        <DialogDismiss render={<IconButton icon={X} label={dialog.close} />} />
      </header>
      {children}
    </AriaDialog>
  );
}
