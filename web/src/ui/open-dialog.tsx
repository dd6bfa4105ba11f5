/** The dialog itself, apart from where it is used, so that Ariakit is no part of a page's first load. */
import { Dialog as AriaDialog, DialogDismiss, DialogHeading } from '@ariakit/react/dialog';
import { X } from 'lucide-react';
import { useTexts } from '../texts/index.ts';
import { clsx } from './clsx.ts';
import css from './dialog.module.css';
import type { DialogProps } from './dialog.tsx';
import { IconButton } from './icon-button.tsx';

export function OpenDialog({ title, open, close, children, wide = false, after }: DialogProps) {
  const { dialog } = useTexts();
  return (
    <AriaDialog
      open={open}
      onClose={close}
      unmountOnHide
      {...(after === undefined ? {} : { finalFocus: after })}
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
