/** Pictures over the whole screen: arrow keys and swipes lead on, a press or + enlarges, the words stand below. */
import { Dialog, DialogDismiss, DialogHeading } from '@ariakit/react/dialog';
import { ChevronLeft, ChevronRight, X, ZoomIn, ZoomOut } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import type { MediaAttachment } from '../api/entities.ts';
import { closeWindow } from '../app/windows.ts';
import { useTexts } from '../texts/index.ts';
import { IconButton } from '../ui/icon-button.tsx';
import css from './viewer.module.css';
import { ViewerStage } from './viewer-stage.tsx';

interface Props {
  of: { pictures: readonly MediaAttachment[]; at: number };
}

export function Viewer({ of: { pictures, at: first } }: Props) {
  const { post: texts, dialog } = useTexts();
  const [at, setAt] = useState(first);
  const [zoomed, setZoomed] = useState(false);
  const picture = pictures[at];
  if (picture === undefined) return null;
  const description = picture.description ?? '';

  function go(by: number): void {
    const next = at + by;
    if (next < 0 || next >= pictures.length) return;
    setAt(next);
    setZoomed(false);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    // Enlarged, the arrows move what is seen of the picture.
    if ((event.key === 'ArrowRight' || event.key === 'ArrowLeft') && !zoomed) {
      event.preventDefault();
      go(event.key === forward ? 1 : -1);
    }
    if (event.key === '+' || event.key === '=') setZoomed(true);
    if (event.key === '-') setZoomed(false);
  }

  return (
    <Dialog
      open
      onClose={closeWindow}
      className={css.viewer}
      backdrop={<div className={css.backdrop} />}
      onKeyDown={onKeyDown}
    >
      <header className={css.head}>
        <DialogHeading className={css.title} aria-live="polite">
          {pictures.length === 1 ? texts.pictures : texts.pictureOf(at + 1, pictures.length)}
        </DialogHeading>
        <IconButton
          icon={zoomed ? ZoomOut : ZoomIn}
          label={zoomed ? texts.zoomOut : texts.zoomIn}
          onClick={() => setZoomed(!zoomed)}
        />
        <DialogDismiss render={<IconButton icon={X} label={dialog.close} />} />
      </header>
      <ViewerStage
        key={picture.id}
        picture={picture}
        alt={description === '' ? texts.noAlt : description}
        zoomed={zoomed}
        setZoomed={setZoomed}
        swiped={go}
      />
      {pictures.length === 1 || zoomed ? null : (
        <>
          <IconButton
            icon={ChevronLeft}
            label={texts.previous}
            className={css.previous}
            disabled={at === 0}
            accessibleWhenDisabled
            onClick={() => go(-1)}
          />
          <IconButton
            icon={ChevronRight}
            label={texts.next}
            className={css.next}
            disabled={at === pictures.length - 1}
            accessibleWhenDisabled
            onClick={() => go(1)}
          />
        </>
      )}
      {description === '' ? null : (
        // The picture has the same words as its own, for those who do not see it.
        <p className={css.words} dir="auto" aria-hidden="true">
          {description}
        </p>
      )}
    </Dialog>
  );
}
