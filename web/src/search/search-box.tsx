/** Where one types. What is typed is searched for after a moment; Enter does it at once and remembers it. */
import { Search as Magnifier } from 'lucide-react';
import type { FormEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import css from './search.module.css';

const PAUSE = 350;

interface Props {
  /** As the address has it. */
  q: string;
  /** @param done whoever types is finished: with Enter, or by choosing an example */
  search(text: string, done: boolean): void;
}

export function SearchBox({ q, search }: Props) {
  const { search: texts } = useTexts();
  const [typed, setTyped] = useState(q);
  const sent = useRef(q);
  const field = useRef<HTMLInputElement>(null);

  // The address was changed by a link: an example, a recent search, the way back.
  useEffect(() => {
    if (q === sent.current) return;
    sent.current = q;
    setTyped(q);
    field.current?.focus();
  }, [q]);

  useEffect(() => {
    const text = typed.trim();
    if (text === sent.current.trim()) return;
    const timer = setTimeout(() => {
      // Enter was faster.
      if (text === sent.current) return;
      sent.current = text;
      search(text, false);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [typed, search]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    sent.current = typed.trim();
    search(typed.trim(), true);
  }

  return (
    <search>
      <form className={css.box} onSubmit={submit}>
        <input
          ref={field}
          type="search"
          aria-label={texts.label}
          placeholder={texts.placeholder}
          value={typed}
          dir="auto"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="search"
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit" className={css.go}>
          <Magnifier aria-hidden="true" size={20} /> <span className={css.word}>{texts.go}</span>
        </Button>
      </form>
    </search>
  );
}
