/** Who is signed in, in this browser: the only place that keeps the token. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export interface SignedIn {
  token: string;
  accountId: string;
  /** Scopes that the token has, so that somebody who became a moderator is asked to sign in anew. */
  scope: string;
}

interface SessionState {
  signedIn: SignedIn | null;
  /** The server refused the token: what is on the screen stays, and the person is asked to sign in again. */
  expired: boolean;
}

export const useSession = create<SessionState>()(
  persist((): SessionState => ({ signedIn: null, expired: false }), {
    name: 'fanfare.session',
    partialize: ({ signedIn }) => ({ signedIn }),
  }),
);

/** For code outside components. */
export const session = {
  current: (): SignedIn | null => useSession.getState().signedIn,
  begin: (signedIn: SignedIn) => useSession.setState({ signedIn, expired: false }),
  expire: () => useSession.setState(({ signedIn }) => ({ expired: signedIn !== null })),
  end: () => useSession.setState({ signedIn: null, expired: false }),
};

/** Somebody signed in or out in another tab: this one must not go on as who they were. */
export function followOtherTabs(changed: () => void): void {
  window.addEventListener('storage', (event) => {
    if (event.key !== useSession.persist.getOptions().name) return;
    const before = session.current()?.accountId;
    void Promise.resolve(useSession.persist.rehydrate()).then(() => {
      useSession.setState({ expired: false });
      if (session.current()?.accountId !== before) changed();
    });
  });
}
