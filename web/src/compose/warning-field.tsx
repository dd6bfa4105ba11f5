/** What people read before they open the post. */
import { useEffect, useRef } from 'react';
import { useTexts } from '../texts/index.ts';
import css from './composer.module.css';
import type { Desk } from './desk.ts';
import { write } from './desk.ts';

export function WarningField({ desk, value }: { desk: Desk; value: string }) {
  const { compose } = useTexts();
  const field = useRef<HTMLInputElement>(null);
  const asked = useRef(value === '');
  useEffect(() => {
    // Just asked for, not restored: that is where one writes next.
    if (asked.current) field.current?.focus();
  }, []);
  return (
    <input
      ref={field}
      type="text"
      dir="auto"
      className={css.warning}
      aria-label={compose.warningLabel}
      placeholder={compose.warningPlaceholder}
      value={value}
      onChange={(event) => write(desk, { spoilerText: event.target.value })}
    />
  );
}
