/** The end of a form of the place: what went wrong, the button that keeps it, and what stands beside it. */
import type { ReactNode } from 'react';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { wordsFor } from '../ui/trouble.tsx';

interface Props {
  /** null: nothing went wrong. */
  error: unknown;
  busy: boolean;
  changed: boolean;
  /** In the guided start: the button always leads on, and keeps what was changed. */
  guided: boolean;
  /** Beside the button, where there is something that would be kept. */
  children?: ReactNode;
}

export function FormEnd({ error, busy, changed, guided, children }: Props) {
  const { field, start } = useTexts();
  const label = guided ? (changed ? start.saveAndGoOn : start.goOn) : field.save;
  return (
    <>
      {error === null ? null : (
        <p className="error" role="alert">
          {wordsFor(error)}
        </p>
      )}
      <p className="actions">
        <Button type="submit" disabled={busy || (!guided && !changed)} accessibleWhenDisabled>
          {label}
        </Button>
        {changed ? children : null}
      </p>
    </>
  );
}
