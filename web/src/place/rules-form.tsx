/** The rules, one below the other: written, put in order, taken out. */
import { Plus } from 'lucide-react';
import type { FormEvent } from 'react';
import { useRef, useState } from 'react';
import { useUnsaved } from '../settings/unsaved.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { toast } from '../ui/toasts.tsx';
import type { PlaceFormProps } from './about-form.tsx';
import { FormEnd } from './form-end.tsx';
import css from './place.module.css';
import { RuleFields } from './rule-fields.tsx';
import type { RuleRow } from './rule-rows.ts';
import { moved, newRow, rowsOf, rulesOf, sameRules } from './rule-rows.ts';
import { most, useChangePlace } from './settings.ts';

export function RulesForm({ settings, next, beside }: PlaceFormProps) {
  const { place: texts, field } = useTexts();
  const [rows, setRows] = useState(() => rowsOf(settings.rules));
  const { mutate, isPending, error } = useChangePlace();
  const list = useRef<HTMLOListElement>(null);
  const rules = rulesOf(rows);
  const changed = !sameRules(rules, settings.rules);
  useUnsaved(changed);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!changed) {
      next?.();
      return;
    }
    mutate(
      { rules },
      {
        onSuccess(kept) {
          setRows(rowsOf(kept.rules));
          if (next === undefined) toast(field.saved);
          else next();
        },
      },
    );
  }

  /** Once the rows are drawn anew. */
  function focus(index: number, what: 'text' | 'up' | 'down'): void {
    requestAnimationFrame(() => {
      const row = list.current?.children[index];
      row?.querySelector<HTMLElement>(what === 'text' ? 'textarea' : `[data-move="${what}"]`)?.focus();
    });
  }

  function add(some: readonly RuleRow[]): void {
    setRows([...rows, ...some].slice(0, most.rules));
    focus(rows.length, 'text');
  }

  function remove(index: number): void {
    setRows(rows.toSpliced(index, 1));
    focus(Math.min(index, rows.length - 2), 'text');
  }

  function move(index: number, by: -1 | 1): void {
    setRows(moved(rows, index, by));
    focus(index + by, by === -1 ? 'up' : 'down');
  }

  return (
    <form onSubmit={submit}>
      {rows.length === 0 ? <p className="fine">{texts.noRules}</p> : null}
      <ol ref={list} className={css.rules}>
        {rows.map((row, index) => (
          <RuleFields
            key={row.key}
            rule={row}
            number={index + 1}
            of={rows.length}
            change={(rule) => setRows(rows.with(index, { ...row, ...rule }))}
            remove={() => remove(index)}
            move={(by) => move(index, by)}
          />
        ))}
      </ol>
      <p className="actions">
        <Button
          look="second"
          className={css.icon}
          disabled={rows.length >= most.rules}
          onClick={() => add([newRow()])}
        >
          <Plus aria-hidden="true" size={18} /> {texts.addRule}
        </Button>
        {rows.length === 0 ? (
          <Button
            look="second"
            onClick={() => add(texts.suggestions.map(({ text, hint }) => newRow(text, hint)))}
          >
            {texts.suggest}
          </Button>
        ) : null}
      </p>
      <FormEnd error={error} busy={isPending} changed={changed} guided={next !== undefined}>
        {beside}
      </FormEnd>
    </form>
  );
}
