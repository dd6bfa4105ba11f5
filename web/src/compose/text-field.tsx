/** Where the post is written. Names and tags are completed while one types, by keyboard or by pressing one. */
import type { KeyboardEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTexts } from '../texts/index.ts';
import type { Completion } from './completion.ts';
import { completionAt, insertionOf } from './completion.ts';
import { Suggestions } from './suggestions.tsx';
import css from './text-field.module.css';
import { useSuggestions } from './use-suggestions.ts';

interface Props {
  value: string;
  onChange(text: string): void;
  language: string | null;
  tooLong: boolean;
}

export function TextField({ value, onChange, language, tooLong }: Props) {
  const { compose } = useTexts();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [completion, setCompletion] = useState<Completion | null>(null);
  const [moved, setMoved] = useState<number | null>(null);
  const found = useSuggestions(completion);
  // A person's name is what Enter takes; after a tag it may well be a new line that is wanted.
  const active = moved ?? (completion?.kind === 'mention' ? 0 : -1);
  const open = completion !== null && found.length > 0;

  useEffect(() => {
    const { current } = field;
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
  }, []);

  function look(): void {
    const { current } = field;
    if (current === null) return;
    const collapsed = current.selectionStart === current.selectionEnd;
    setCompletion(collapsed ? completionAt(current.value, current.selectionStart) : null);
    setMoved(null);
  }

  function choose(index: number): void {
    const name = found[index]?.name;
    const { current } = field;
    if (name === undefined || completion === null || current === null) return;
    const text = insertionOf(current.value, completion, name);
    current.focus();
    current.setSelectionRange(completion.from, completion.to);
    // The one way that keeps the browser's undo; where it is gone, the text is put in as it is.
    if (!document.execCommand('insertText', false, text)) {
      current.setRangeText(text, completion.from, completion.to, 'end');
      onChange(current.value);
    }
    setCompletion(null);
  }

  function onKeyDown(event: KeyboardEvent): void {
    // Keys of an input method are its own.
    if (!open || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    const { key } = event;
    if (key === 'ArrowDown') setMoved((active + 1) % found.length);
    else if (key === 'ArrowUp') setMoved(active <= 0 ? found.length - 1 : active - 1);
    else if (key === 'Escape') setCompletion(null);
    else if (key === 'Enter' && active >= 0 && !event.shiftKey) choose(active);
    else if (key === 'Tab' && active >= 0 && !event.shiftKey) choose(active);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <textarea
        ref={field}
        className={css.text}
        dir="auto"
        lang={language ?? undefined}
        rows={5}
        aria-label={compose.text}
        placeholder={compose.placeholder}
        value={value}
        aria-invalid={tooLong}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={open ? id : undefined}
        aria-activedescendant={open && active >= 0 ? `${id}-${active}` : undefined}
        data-suggesting={open}
        onChange={(event) => {
          onChange(event.target.value);
          look();
        }}
        onClick={look}
        onKeyUp={(event) => {
          if (/^(Arrow(Left|Right)|Home|End)$/.test(event.key)) look();
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setCompletion(null)}
      />
      {open ? <Suggestions id={id} found={found} active={active} choose={choose} /> : null}
      <span role="status" className="unseen">
        {open ? compose.suggested(found.length) : ''}
      </span>
    </>
  );
}
