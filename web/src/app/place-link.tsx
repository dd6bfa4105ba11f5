/** A way to a place, with what is new there. Pressed on the page itself it leads to its top. */
import type { MouseEvent } from 'react';
import { Link, useLocation } from 'wouter';
import { pressedAgain } from './arrival.ts';
import css from './place-link.module.css';
import type { Place } from './places.ts';
import { preload } from './routes.tsx';

const MOST = 99;

export function PlaceLink({ place: { path: to, label, icon: Icon, news } }: { place: Place }) {
  const [path] = useLocation();
  const here = path === to;

  function onClick(event: MouseEvent): void {
    if (!here || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    pressedAgain();
  }

  return (
    <Link
      href={to}
      className={css.place}
      aria-current={here ? 'page' : undefined}
      title={label}
      onClick={onClick}
      onPointerEnter={() => preload(to)}
      onFocus={() => preload(to)}
    >
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
    </Link>
  );
}
