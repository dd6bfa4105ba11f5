/** The parts of a page, each with its own address: links, of which one is where one is. */
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import css from './tab-links.module.css';

interface Props {
  /** What they are parts of. */
  label: string;
  tabs: readonly { href: string; label: string }[];
  /** The href of the one that is shown. */
  current: string;
}

export function TabLinks({ label, tabs, current }: Props) {
  const row = useRef<HTMLUListElement>(null);
  // On a phone the row may be longer than the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: which one that is comes from the page, not from a ref
  useEffect(() => {
    const [list, tab] = [row.current, row.current?.querySelector('[aria-current]')];
    if (list === null || tab == null) return;
    // Only sideways: the page itself may just have been put where it was left.
    const [outer, inner] = [list.getBoundingClientRect(), tab.getBoundingClientRect()];
    if (inner.left < outer.left) list.scrollLeft += inner.left - outer.left;
    else if (inner.right > outer.right) list.scrollLeft += inner.right - outer.right;
  }, [current]);
  return (
    <nav aria-label={label}>
      <ul ref={row} className={css.tabs}>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              replace
              className={css.tab}
              aria-current={tab.href === current ? 'page' : undefined}
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
