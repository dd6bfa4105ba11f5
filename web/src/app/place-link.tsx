/** A way to a place, with what is new there. */

import css from './place-link.module.css';
import type { Place } from './places.ts';
import { useHere, Way } from './way.tsx';

const MOST = 99;

export function PlaceLink({ place: { path: to, label, icon: Icon, news } }: { place: Place }) {
  const here = useHere(to);
  return (
    <Way to={to} className={css.place} title={label}>
      <span className={css.icon}>
        <Icon aria-hidden="true" size={24} strokeWidth={here ? 2.4 : 2} />
        {news === undefined || news.count === 0 ? null : (
          <span className={css.news} aria-hidden="true">
            {news.count > MOST ? `${MOST}+` : news.count}
          </span>
        )}
      </span>
      <span className={css.label}>{label}</span>
      {news === undefined || news.count === 0 ? null : <span className="unseen">{news.words}</span>}
    </Way>
  );
}
