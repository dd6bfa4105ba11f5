/** The parts of a page, each with its own address: links, of which one is where one is. */
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
  return (
    <nav aria-label={label}>
      <ul className={css.tabs}>
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
