/** The ways around for whoever is signed in: at the side, or on a phone above and below. */
import { SquarePen } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import { preloadComposer } from '../compose/mount.tsx';
import { openComposer } from '../compose/open.ts';
import { useMe } from '../data/me.ts';
import { useTexts } from '../texts/index.ts';
import { Avatar } from '../ui/avatar.tsx';
import { PlainButton } from '../ui/button.tsx';
import { Brand } from './brand.tsx';
import css from './navigation.module.css';
import { PlaceLink } from './place-link.tsx';
import { usePlaces } from './places.ts';

export function SideBar() {
  const { site } = useTexts();
  const places = usePlaces();
  return (
    <header className={css.side}>
      <Brand className={css.brand} />
      <nav aria-label={site.navigation}>
        <ul className={css.places}>
          {places.map((place) => (
            <li key={place.path}>
              <PlaceLink place={place} />
            </li>
          ))}
        </ul>
      </nav>
      <WriteButton className={css.write} />
      <Me />
    </header>
  );
}

export function TopBar() {
  return (
    <header className={css.top}>
      <Brand className={css.brand} />
      <Me />
    </header>
  );
}

export function BottomBar() {
  const { site } = useTexts();
  const places = usePlaces().filter(({ onPhone }) => onPhone);
  const half = Math.ceil(places.length / 2);
  const links = places.map((place) => (
    <li key={place.path}>
      <PlaceLink place={place} />
    </li>
  ));
  return (
    <nav className={css.bottom} aria-label={site.navigation}>
      <ul className={css.bar}>
        {links.slice(0, half)}
        <li key="write">
          <WriteButton className={css.round} />
        </li>
        {links.slice(half)}
      </ul>
    </nav>
  );
}

function WriteButton({ className }: { className: string | undefined }) {
  const { site } = useTexts();
  return (
    <PlainButton
      className={className}
      title={site.newPost}
      onPointerEnter={preloadComposer}
      onFocus={preloadComposer}
      onClick={() => openComposer()}
    >
      <SquarePen aria-hidden="true" size={22} /> <span className={css.label}>{site.newPost}</span>
    </PlainButton>
  );
}

/** Who one is here, and the way to one's own page. */
function Me() {
  const { data: me } = useMe();
  const { site } = useTexts();
  const [path] = useLocation();
  if (me === undefined) return null;
  const name = me.displayName === '' ? me.username : me.displayName;
  return (
    <Link
      href={`/@${me.acct}`}
      className={css.me}
      title={site.profile}
      aria-label={`${site.profile}: ${name} @${me.acct}`}
      aria-current={path === `/@${me.acct}` ? 'page' : undefined}
    >
      <Avatar account={me} size="small" />
      <span className={css.names}>
        <bdi className={css.name}>{name}</bdi>
        <bdi className={css.handle}>@{me.acct}</bdi>
      </span>
    </Link>
  );
}
