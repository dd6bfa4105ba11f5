/** A switch with a sentence that says what it does. */
import { useId } from 'react';
import css from './check.module.css';

interface Props {
  label: string;
  hint?: string;
  checked: boolean;
  change(checked: boolean): void;
}

export function Check({ label, hint, checked, change }: Props) {
  const id = useId();
  return (
    <div className={`check ${css.check}`}>
      <input
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => change(event.target.checked)}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint === undefined ? null : (
          <div id={`${id}-hint`} className="fine">
            {hint}
          </div>
        )}
      </div>
    </div>
  );
}
