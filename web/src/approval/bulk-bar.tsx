/** For many posts at once: selects all that are shown, and decides on those selected. */
import type { Ref } from 'react';
import { useEffect, useRef } from 'react';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import css from './bulk-bar.module.css';

interface Props {
  ref: Ref<HTMLFieldSetElement>;
  shown: number;
  picked: number;
  selectAll(on: boolean): void;
  approve(): void;
  reject(): void;
}

export function BulkBar({ ref, shown, picked, selectAll, approve, reject }: Props) {
  const { approval: words } = useTexts();
  const box = useRef<HTMLInputElement>(null);
  const some = picked > 0 && picked < shown;
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = some;
  }, [some]);
  if (shown === 0) return null;
  return (
    <fieldset ref={ref} className={css.bar}>
      <legend className="unseen">{words.review.bulk}</legend>
      <label className={css.all}>
        <input
          ref={box}
          type="checkbox"
          checked={picked === shown}
          onChange={(event) => selectAll(event.target.checked)}
        />
        {picked === 0 ? words.review.selectAll : words.review.selected(picked)}
      </label>
      {picked === 0 ? null : (
        <span className={css.acts}>
          <Button onClick={approve}>{words.review.approveMany(picked)}</Button>
          <Button look="danger" onClick={reject}>
            {words.review.rejectMany(picked)}
          </Button>
        </span>
      )}
    </fieldset>
  );
}
