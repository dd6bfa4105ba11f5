/** The list of names or tags under the text; the focus stays in the text. */
import { useTexts } from '../texts/index.ts';
import { Avatar } from '../ui/avatar.tsx';
import css from './text-field.module.css';
import type { Suggestion } from './use-suggestions.ts';

interface Props {
  id: string;
  found: readonly Suggestion[];
  /** -1: none */
  active: number;
  choose(index: number): void;
}

export function Suggestions({ id, found, active, choose }: Props) {
  const { compose } = useTexts();
  return (
    <div id={id} role="listbox" aria-label={compose.suggestions} className={css.suggestions}>
      {found.map((one, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the text has the focus and names the active one
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the text
        <div
          key={one.name}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={css.suggestion}
          // The focus stays where it is.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(index)}
        >
          {one.account === null ? null : <Avatar account={one.account} size="small" />}
          <bdi className={css.suggested}>{one.title}</bdi>
          {one.account === null ? null : <span className={css.handle}>@{one.name}</span>}
        </div>
      ))}
    </div>
  );
}
