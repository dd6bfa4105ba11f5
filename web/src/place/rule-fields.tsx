/** One rule: what it says, what that means, and where it stands. */
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { useId } from 'react';
import { useTexts } from '../texts/index.ts';
import { IconButton } from '../ui/icon-button.tsx';
import css from './place.module.css';
import type { Rule } from './settings.ts';
import { most } from './settings.ts';

interface Props {
  rule: Rule;
  /** Its place, from 1. */
  number: number;
  of: number;
  change(rule: Partial<Rule>): void;
  remove(): void;
  move(by: -1 | 1): void;
}

export function RuleFields({ rule, number, of, change, remove, move }: Props) {
  const { place: texts } = useTexts();
  const id = useId();
  return (
    <li className={css.rule}>
      <div className={css.ruleHead}>
        <label htmlFor={`${id}-text`}>{texts.rule(number)}</label>
        <span className={css.tools}>
          <IconButton
            icon={ArrowUp}
            label={texts.up(number)}
            data-move="up"
            disabled={number === 1}
            accessibleWhenDisabled
            onClick={() => move(-1)}
          />
          <IconButton
            icon={ArrowDown}
            label={texts.down(number)}
            data-move="down"
            disabled={number === of}
            accessibleWhenDisabled
            onClick={() => move(1)}
          />
          <IconButton icon={Trash2} label={texts.removeRule(number)} onClick={remove} />
        </span>
      </div>
      <textarea
        id={`${id}-text`}
        dir="auto"
        rows={2}
        maxLength={most.rule}
        placeholder={texts.ruleExample}
        value={rule.text}
        onChange={(event) => change({ text: event.target.value })}
      />
      <label htmlFor={`${id}-hint`} className="unseen">
        {texts.hint(number)}
      </label>
      <input
        id={`${id}-hint`}
        dir="auto"
        maxLength={most.hint}
        placeholder={texts.hintExample}
        value={rule.hint}
        onChange={(event) => change({ hint: event.target.value })}
      />
    </li>
  );
}
