/** What stands around every page: where one can go, who one is, whether there is a connection. */
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useSession } from '../api/session.ts';
import { useTexts } from '../texts/index.ts';
import { PHONE, useMedia } from '../ui/use-media.ts';
import css from './frame.module.css';
import { BottomBar, SideBar, TopBar } from './navigation.tsx';
import { Notices } from './notices.tsx';
import { OpenFooter, OpenHeader } from './open-frame.tsx';

export function Frame({ children }: { children: ReactNode }) {
  const signedIn = useSession((state) => state.signedIn !== null);
  return signedIn ? <OwnFrame>{children}</OwnFrame> : <OpenFrame>{children}</OpenFrame>;
}

/** As the server's pages are: the same, whoever has made the page. */
function OpenFrame({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  return (
    <>
      <Skip />
      <OpenHeader />
      <main id="main" className="wide" tabIndex={-1}>
        {path === '/' ? children : <div className="reading">{children}</div>}
      </main>
      <OpenFooter />
      <Notices />
    </>
  );
}

function OwnFrame({ children }: { children: ReactNode }) {
  const phone = useMedia(PHONE);
  return (
    <div className={css.frame}>
      <Skip />
      {phone ? <TopBar /> : <SideBar />}
      <main id="main" className={css.main} tabIndex={-1}>
        {children}
      </main>
      {phone ? <BottomBar /> : null}
      <Notices />
    </div>
  );
}

function Skip() {
  const { site } = useTexts();
  return (
    <a className="skip" href="#main">
      {site.skip}
    </a>
  );
}
