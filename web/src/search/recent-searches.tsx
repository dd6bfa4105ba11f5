/** What was searched for last: a press searches for it again. */
import { X } from 'lucide-react';
import { Link } from 'wouter';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { forgetSearch, forgetSearches, useRecent } from './recent.ts';
import css from './search.module.css';

export function RecentSearches() {
  const { search: texts } = useTexts();
  const searches = useRecent((state) => state.searches);
  if (searches.length === 0) return null;
  return (
    <section className="card" aria-labelledby="recent-searches">
      <header className={css.head}>
        <h2 id="recent-searches">{texts.recent}</h2>
        <Button look="second" className="small" onClick={forgetSearches}>
          {texts.clear}
        </Button>
      </header>
      <ul className={css.recent}>
        {searches.map((text) => (
          <li key={text}>
            <Link href={`/search?${new URLSearchParams({ q: text })}`} dir="auto">
              {text}
            </Link>
            <IconButton icon={X} label={texts.forget(text)} onClick={() => forgetSearch(text)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
