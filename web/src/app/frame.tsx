/** What stands around every page: where one can go, who one is, whether there is a connection. */

import type { LucideIcon } from 'lucide-react';
import { Bell, Bookmark, Globe, House, Menu as MenuIcon, Search, SquarePen, Star, User } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useSession } from '../api/session.ts';
import { startSignIn } from '../api/sign-in.ts';
import { openComposer } from '../compose/open.ts';
import { useConnection } from '../data/connection.ts';
import { useInstance, useMe } from '../data/me.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { toastTrouble } from '../ui/toasts.tsx';
import css from './frame.module.css';
import { SignedOutNotice } from './signed-out-notice.tsx';

interface Place {
  path: string;
  label: string;
  icon: LucideIcon;
}

export function Frame({ children }: { children: ReactNode }) {
  const { site } = useTexts();
  return (
    <div className={css.frame}>
      <a className="skip" href="#main">
        {site.skip}
      </a>
      <Navigation />
      <main id="main" className={css.main} tabIndex={-1}>
        <SignedOutNotice />
        <Connection />
        {children}
      </main>
    </div>
  );
}

function usePlaces(): Place[] {
  const { site } = useTexts();
  const signedIn = useSession((state) => state.signedIn !== null);
  const { data: me } = useMe();
  const open = [
    { path: '/public', label: site.public, icon: Globe },
    { path: '/search', label: site.search, icon: Search },
  ];
  if (!signedIn) return open;
  return [
    { path: '/home', label: site.home, icon: House },
    ...open,
    { path: '/notifications', label: site.notifications, icon: Bell },
    ...(me === undefined ? [] : [{ path: `/@${me.acct}`, label: site.profile, icon: User }]),
    { path: '/bookmarks', label: site.bookmarks, icon: Bookmark },
    { path: '/favourites', label: site.favourites, icon: Star },
    { path: '/more', label: site.more, icon: MenuIcon },
  ];
}

function Navigation() {
  const { site } = useTexts();
  const [path] = useLocation();
  const places = usePlaces();
  const signedIn = useSession((state) => state.signedIn !== null);
  const { data: instance } = useInstance();
  return (
    <header className={css.side}>
      <Link href={signedIn ? '/home' : '/'} className={css.brand}>
        <bdi>{instance?.title ?? 'Fanfare'}</bdi>
      </Link>
      <nav aria-label={site.navigation}>
        <ul className={css.places}>
          {places.map(({ path: to, label, icon: Icon }) => (
            <li key={to}>
              <Link href={to} className={css.place} aria-current={path === to ? 'page' : undefined}>
                <Icon aria-hidden="true" size={22} /> <span>{label}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {signedIn ? (
        <Button className={css.write} onClick={() => openComposer()}>
          <SquarePen aria-hidden="true" size={20} /> <span>{site.newPost}</span>
        </Button>
      ) : (
        <Button className={css.write} onClick={() => void startSignIn({ back: '/home' }).catch(toastTrouble)}>
          {site.signIn}
        </Button>
      )}
    </header>
  );
}

function Connection() {
  const { site } = useTexts();
  const connected = useConnection((state) => state.stream && state.answered);
  return (
    <p role="status" className={connected ? css.quiet : 'notice'}>
      {connected ? '' : site.reconnecting}
    </p>
  );
}
