/** What is on a picture, in words, and which point of it stays in sight. */
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { Desk, Picture } from './desk.ts';
import { FocusPoint } from './focus-point.tsx';
import css from './pictures.module.css';
import { change } from './pictures.ts';

interface Props {
  desk: Desk;
  picture: Picture | undefined;
  /** Characters of the description. */
  limit: number;
  close(): void;
}

export function Describe({ desk, picture, limit, close }: Props) {
  const { compose } = useTexts();
  return (
    <Dialog title={compose.describeTitle} open={picture !== undefined} close={close}>
      {picture === undefined ? null : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            // This form lies inside the composer's own, as React sees it.
            event.stopPropagation();
            close();
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            event.stopPropagation();
            close();
          }}
        >
          {picture.preview === null ? null : (
            <FocusPoint
              src={picture.preview}
              value={picture.focus}
              onChange={(focus) => change(desk, picture.key, { focus })}
            />
          )}
          <div className="field">
            <label htmlFor="compose-description">{compose.description}</label>
            <p className="fine" id="compose-description-help">
              {compose.describeHelp}
            </p>
            <textarea
              id="compose-description"
              aria-describedby="compose-description-help"
              dir="auto"
              rows={4}
              maxLength={limit}
              value={picture.description}
              onChange={(event) => change(desk, picture.key, { description: event.target.value })}
            />
            <p className={css.left} aria-live="off">
              {compose.left(limit - picture.description.length)}
            </p>
          </div>
          <p className="actions">
            <Button type="submit">{compose.done}</Button>
          </p>
        </form>
      )}
    </Dialog>
  );
}
