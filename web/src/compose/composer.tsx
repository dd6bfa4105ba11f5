/** The window in which one writes: lays out what it is opened for, and keeps that when it is closed. */
import { Dialog, DialogDismiss, DialogHeading } from '@ariakit/react/dialog';
import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useStore } from 'zustand';
import { useTexts } from '../texts/index.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import css from './composer.module.css';
import type { Desk } from './desk.ts';
import { putAway } from './desk.ts';
import { Editor } from './editor.tsx';
import type { Composing } from './open.ts';
import { closeComposer } from './open.ts';
import { deskFor } from './start.ts';

export function Composer({ composing }: { composing: Composing | null }) {
  const { compose, dialog } = useTexts();
  const { desk, error, retry } = useDesk(composing);
  useCloseOnLeaving(composing !== null);
  return (
    <Dialog
      open={composing !== null}
      onClose={closeComposer}
      unmountOnHide
      className={css.dialog}
      backdrop={<div className={css.backdrop} />}
      // Escape closes the suggestions first, which the field does by itself.
      hideOnEscape={(event) => !(event.target as Element).matches('[data-suggesting=true]')}
    >
      <div className={css.frame}>
        <DialogDismiss className={css.close} render={<IconButton icon={X} label={dialog.close} />} />
        <DialogHeading className={css.title}>
          {desk === null ? compose.newPost : <Title desk={desk} />}
        </DialogHeading>
        {error !== null ? (
          <div className={css.body}>
            <TroubleCard error={error} retry={retry} />
          </div>
        ) : desk === null ? (
          <div className={css.body}>
            <Loading />
          </div>
        ) : (
          <Editor key={desk.state.getInitialState().draft.id} desk={desk} />
        )}
      </div>
    </Dialog>
  );
}

function Title({ desk }: { desk: Desk }) {
  const { compose } = useTexts();
  const { edits, inReplyToId } = useStore(desk.state, (state) => state.draft);
  if (edits !== null) return edits.of === 'post' ? compose.edit : compose.revise;
  return inReplyToId === null ? compose.newPost : compose.reply;
}

function useDesk(composing: Composing | null) {
  const [laid, setLaid] = useState<{ composing: Composing; desk: Desk } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is asked for by its number
  useEffect(() => {
    if (composing === null) return;
    let left = false;
    let desk: Desk | undefined;
    setError(null);
    deskFor(composing).then(
      (made) => {
        desk = made;
        if (left) putAway(made);
        else setLaid({ composing, desk: made });
      },
      (failure: unknown) => setError(failure),
    );
    return () => {
      left = true;
      if (desk !== undefined) putAway(desk);
    };
  }, [composing, tries]);
  const desk = laid !== null && laid.composing === composing ? laid.desk : null;
  return { desk, error, retry: () => setTries(tries + 1) };
}

/** A link in what is answered, or the browser's back button: the page behind is wanted. */
function useCloseOnLeaving(open: boolean): void {
  const [path] = useLocation();
  const openedAt = useRef(path);
  useEffect(() => {
    if (!open) openedAt.current = path;
    else if (openedAt.current !== path) closeComposer();
  }, [open, path]);
}
