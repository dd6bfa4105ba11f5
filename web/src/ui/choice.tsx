/** One of a few: radio buttons, each with what it means. */
import { useId } from 'react';
import css from './choice.module.css';

interface Option<Value extends string> {
  value: Value;
  label: string;
  hint?: string;
}

interface Props<Value extends string> {
  label: string;
  options: readonly Option<Value>[];
  chosen: Value;
  choose(value: Value): void;
  disabled?: boolean;
}

export function Choice<Value extends string>({
  label,
  options,
  chosen,
  choose,
  disabled = false,
}: Props<Value>) {
  const id = useId();
  return (
    <fieldset className={css.choice} disabled={disabled}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={css.option}>
          <input
            type="radio"
            name={id}
            value={option.value}
            checked={option.value === chosen}
            onChange={() => choose(option.value)}
          />
          <span className={css.words}>
            <span>{option.label}</span>
            {option.hint === undefined ? null : <span className="fine">{option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
