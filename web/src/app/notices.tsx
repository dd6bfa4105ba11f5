/** What is said over every page without moving it: that one is signed out, that there is no connection. */
import { CloudOff } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { useConnection } from '../data/connection.ts';
import { askAgain } from '../data/query-client.ts';
import { useTexts } from '../texts/index.ts';
import css from './notices.module.css';
import { SignedOutNotice } from './signed-out-notice.tsx';

export function Notices() {
  const { site } = useTexts();
  useEffect(() => {
    window.addEventListener('online', askAgain);
    return () => window.removeEventListener('online', askAgain);
  }, []);
  const answered = useConnection((state) => state.stream && state.answered);
  const connected = useOnline() && answered;
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

/** As far as the device knows. */
function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('online', changed);
      window.addEventListener('offline', changed);
      return () => {
        window.removeEventListener('online', changed);
        window.removeEventListener('offline', changed);
      };
    },
    () => navigator.onLine,
  );
}
