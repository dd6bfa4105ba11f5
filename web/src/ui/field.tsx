/** What one fills in, with its label, what there is to know about it, what is wrong with it, and how much more fits. */
import type { ReactElement } from 'react';
import { useId } from 'react';
import { useTexts } from '../texts/index.ts';
import css from './field.module.css';

export interface Described {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

interface Props {
  label: string;
  hint?: string;
  /** null: nothing is wrong. */
  error?: string | null;
  /** How many characters more fit; below 0: how many are too many. Absent: there is no need to know. */
  left?: number;
  /** The control, which takes these attributes. */
  children(described: Described): ReactElement;
}

export function Field({ label, hint, error = null, left, children }: Props) {
  const { field: texts } = useTexts();
  const id = useId();
  const wrong = error ?? (left !== undefined && left < 0 ? texts.tooLong(-left) : null);
  const describedBy = [hint === undefined ? null : `${id}-hint`, wrong === null ? null : `${id}-wrong`]
    .filter(Boolean)
    .join(' ');
  return (
    <div className="field">
      <div className={css.head}>
        <label htmlFor={id}>{label}</label>
        {left === undefined ? null : (
          <span className={css.left} data-over={left < 0} title={texts.left(Math.max(0, left))}>
            <span aria-hidden="true">{left.toLocaleString()}</span>
          </span>
        )}
      </div>
      {children({
        id,
        'aria-describedby': describedBy === '' ? undefined : describedBy,
        'aria-invalid': wrong === null ? undefined : true,
      })}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="fine">
          {hint}
        </p>
      )}
      {wrong === null ? null : (
        <p id={`${id}-wrong`} className="error" role="status">
          {wrong}
        </p>
      )}
    </div>
  );
}
