/** What is to be known before one writes on, and what went wrong. */
import { useEffect, useRef, useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { startSignIn } from '../api/sign-in.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { clsx } from '../ui/clsx.ts';
import { toast, toastTrouble } from '../ui/toasts.tsx';
import css from './composer.module.css';
import type { Desk, DeskState, SendTrouble } from './desk.ts';
import { rename, throwAway } from './desk.ts';
import { titleOf } from './draft.ts';
import { keepDraft } from './draft-store.ts';
import type { FileRules } from './files.ts';
import { closeComposer, openComposer } from './open.ts';
import { noteReturn } from './return.ts';
import { sendDesk } from './send.ts';
import { otherDrafts } from './start.ts';

export function Notices({ desk, state }: { desk: Desk; state: DeskState }) {
  const { compose } = useTexts();
  const { restored, lost, unkept, trouble } = state;
  // Drafts come and go in other tabs too; which there were when this one was opened is near enough.
  const [others] = useState(() => otherDrafts(desk));
  return (
    <>
      {restored && trouble === null ? (
        <div className={css.restored}>
          <span role="status">{compose.restored}</span>
          <button type="button" className={css.quietButton} onClick={() => discard(desk)}>
            {compose.discard}
          </button>
        </div>
      ) : null}
      {others.length === 0 ? null : (
        <details className={css.others}>
          <summary>{compose.otherDrafts}</summary>
          <ul>
            {others.map((draft) => (
              <li key={draft.id}>
                <button
                  type="button"
                  className={css.quietButton}
                  onClick={() => openComposer({ kind: 'kept', id: draft.id })}
                >
                  <bdi>{titleOf(draft) || compose.untitled}</bdi>
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
      {lost === 0 ? null : <p className="notice">{compose.lost(lost)}</p>}
      {unkept ? (
        <p className="notice bad" role="alert">
          {compose.unkept}
        </p>
      ) : null}
    </>
  );

  function discard(unwanted: Desk): void {
    const { draft } = unwanted.state.getState();
    const undo = () => {
      const kept = keepDraft(localStorage, unwanted.accountId, { ...draft, revision: '' }, Date.now());
      openComposer({ kind: 'kept', id: kept.id });
    };
    closeComposer();
    throwAway(unwanted);
    toast(compose.discarded, { action: { label: compose.undo, run: undo } });
  }
}

export function Trouble({ desk, trouble }: { desk: Desk; trouble: SendTrouble | null }) {
  const { compose, trouble: words } = useTexts();
  const place = useInSight(trouble);
  if (trouble === null) return null;

  function signIn(): void {
    noteReturn(desk.accountId, desk.state.getState().draft.id);
    void startSignIn().catch(toastTrouble);
  }

  function postAsWell(): void {
    rename(desk);
    void sendDesk(desk);
  }

  const edits = desk.state.getState().draft.edits !== null;
  return (
    <div ref={place} className="notice bad" role="alert">
      {trouble.kind === 'words' ? <p className={css.line}>{trouble.text}</p> : null}
      {trouble.kind === 'unknown' ? (
        <p className={css.line}>
          {trouble.text} {edits ? compose.keptHere : compose.maybePosted}
        </p>
      ) : null}
      {trouble.kind === 'signed-out' ? (
        <>
          <p className={css.line}>
            {words.signedOut} {compose.keptHere}
          </p>
          <Button onClick={signIn}>{words.signInAgain}</Button>
        </>
      ) : null}
      {trouble.kind === 'already' ? (
        <>
          <p className={css.line}>{compose.already}</p>
          <p className={clsx('actions', css.line)}>
            <Button look="second" onClick={() => navigate(trouble.path)}>
              {compose.see}
            </Button>
            <Button look="second" onClick={postAsWell}>
              {compose.postAsWell}
            </Button>
          </p>
        </>
      ) : null}
    </div>
  );
}

export function Refusals({ refused, rules }: { refused: DeskState['refused']; rules: FileRules }) {
  const { compose } = useTexts();
  const place = useInSight(refused.length === 0 ? null : refused);
  const words = {
    type: compose.refusedType,
    moving: compose.refusedMoving,
    empty: compose.refusedEmpty,
    size: (name: string) => compose.refusedSize(name, Math.floor(rules.imageSizeLimit / 1024 / 1024)),
    pixels: (name: string) => compose.refusedPixels(name, Math.floor(rules.imageMatrixLimit / 1_000_000)),
    count: (name: string) => compose.refusedCount(name, rules.maxMediaAttachments),
  };
  return (
    <div ref={place} role="alert">
      {refused.map(({ name, why }) => (
        <p key={`${name} ${why}`} className="error">
          {words[why](name)}
        </p>
      ))}
    </div>
  );
}

/** What is said anew is brought into sight, under pictures and a long text too. */
function useInSight(said: unknown) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (said !== null) place.current?.scrollIntoView({ block: 'nearest' });
  }, [said]);
  return place;
}
