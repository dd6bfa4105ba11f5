/** What is said over every page without moving it: that one is signed out, that there is no connection. */
import { CloudOff } from 'lucide-react';
import { useConnection } from '../data/connection.ts';
import { useTexts } from '../texts/index.ts';
import css from './notices.module.css';
import { SignedOutNotice } from './signed-out-notice.tsx';

export function Notices() {
  const { site } = useTexts();
  const connected = useConnection((state) => state.stream && state.answered);
  return (
    <div className={css.notices}>
      <SignedOutNotice />
      <p role="status" className={connected ? css.quiet : css.notice}>
        {connected ? null : (
          <>
            <CloudOff aria-hidden="true" size={18} /> {site.reconnecting}
          </>
        )}
      </p>
    </div>
  );
}
