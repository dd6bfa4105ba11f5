/** Pages for those with duties: others are told so, and whoever signed in without the scopes for it may do so now. */
import type { ReactNode } from 'react';
import type { Permission } from '../api/permissions.ts';
import { covers, may } from '../api/permissions.ts';
import { useSession } from '../api/session.ts';
import { startSignIn } from '../api/sign-in.ts';
import { useMe } from '../data/me.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { toastTrouble } from '../ui/toasts.tsx';
import { TroubleCard } from '../ui/trouble.tsx';

const scopes = ['admin:read:submissions', 'admin:write:submissions'];

/** again: the role is there, and the token is not good for it. */
type Standing = 'unknown' | 'other' | 'again' | 'ready';

export function useStanding(permission: Permission): Standing {
  const { data: me } = useMe();
  const granted = useSession((state) => state.signedIn?.scope ?? '');
  if (me === undefined) return 'unknown';
  if (!may(me.role, permission)) return 'other';
  return scopes.every((scope) => covers(granted, scope)) ? 'ready' : 'again';
}

export function StaffOnly({ permission, children }: { permission: Permission; children: ReactNode }) {
  const { approval: words } = useTexts();
  const { error, refetch } = useMe();
  const standing = useStanding(permission);
  switch (standing) {
    case 'ready':
      return children;
    case 'unknown':
      return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
    case 'other':
      return (
        <section className="card center">
          <p>{words.staff.only}</p>
        </section>
      );
    case 'again':
      return (
        <section className="card center">
          <h2>{words.staff.again}</h2>
          <p>{words.staff.why}</p>
          <p className="actions">
            <Button onClick={() => void startSignIn({ asStaff: true }).catch(toastTrouble)}>
              {words.staff.signIn}
            </Button>
          </p>
        </section>
      );
  }
}
