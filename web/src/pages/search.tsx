/** Search: the text and the kind stand in the address, so that a search can be kept, shared and come back to. */
import { SlidersHorizontal } from 'lucide-react';
import { useCallback } from 'react';
import { useLocation, useSearch } from 'wouter';
import { pathInside } from '../search/address.ts';
import { FoundOf, FoundOfAll, searchPath } from '../search/found.tsx';
import { withPart } from '../search/grammar.ts';
import { GrammarHelp } from '../search/grammar-help.tsx';
import { Notes } from '../search/notes.tsx';
import { noteSearch } from '../search/recent.ts';
import { RecentSearches } from '../search/recent-searches.tsx';
import type { Kind } from '../search/results.ts';
import { kinds } from '../search/results.ts';
import css from '../search/search.module.css';
import { SearchBox } from '../search/search-box.tsx';
import { useTexts } from '../texts/index.ts';
import { TabLinks } from '../ui/tab-links.tsx';
import { Page } from './page.tsx';

export function Search() {
  const { site, search: texts } = useTexts();
  const [, navigate] = useLocation();
  const query = new URLSearchParams(useSearch());
  const q = query.get('q') ?? '';
  const kind = kinds.find((one) => one === query.get('type')) ?? null;

  const search = useCallback(
    (text: string, done: boolean) => {
      // Whoever is on the way to another page, which still loads, is not called back.
      if (!done && location.pathname !== '/search') return;
      // An address of this place is where somebody wants to go.
      const inside = pathInside(text, location.origin);
      if (inside !== null) {
        navigate(inside);
        return;
      }
      if (done) noteSearch(text);
      navigate(text === '' ? '/search' : searchPath(text, kind), { replace: true });
    },
    [navigate, kind],
  );
  const choose = (example: string) => navigate(searchPath(withPart(q, example), kind), { replace: true });

  return (
    <Page title={q === '' ? site.search : texts.title(q)} unseen={q !== ''}>
      <SearchBox q={q} search={search} />
      <Notes q={q} />
      {q.trim() === '' ? (
        <>
          <RecentSearches />
          <section className="card" aria-labelledby="grammar">
            <h2 id="grammar">{texts.how}</h2>
            <p className="fine">{texts.howMore}</p>
            <GrammarHelp choose={choose} />
          </section>
        </>
      ) : (
        <Results q={q.trim()} kind={kind} choose={choose} />
      )}
    </Page>
  );
}

interface ResultsProps {
  q: string;
  kind: Kind | null;
  choose(example: string): void;
}

function Results({ q, kind, choose }: ResultsProps) {
  const { search: texts } = useTexts();
  return (
    <>
      <details className={css.help}>
        <summary>
          <SlidersHorizontal aria-hidden="true" size={18} /> {texts.narrow}
        </summary>
        <GrammarHelp choose={choose} />
      </details>
      <TabLinks
        label={texts.show}
        tabs={[null, ...kinds].map((one) => ({
          href: searchPath(q, one),
          label: one === null ? texts.all : texts.kinds[one],
        }))}
        current={searchPath(q, kind)}
      />
      {kind === null ? <FoundOfAll q={q} /> : <FoundOf key={kind} kind={kind} q={q} />}
    </>
  );
}
