/** The token is refused from now on: said over the page, which stays as it is. */

import { useSession } from '../api/session.ts';
import { startSignIn } from '../api/sign-in.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { clsx } from '../ui/clsx.ts';
import { toastTrouble } from '../ui/toasts.tsx';
import css from './notices.module.css';

export function SignedOutNotice() {
  const { trouble } = useTexts();
  const expired = useSession((state) => state.expired);
  if (!expired) return null;
  return (
    <section className={clsx('notice bad', css.expired)} role="alert">
      <p>
        {trouble.signedOut} {trouble.nothingLost}
      </p>
      <Button className="small" onClick={() => void startSignIn().catch(toastTrouble)}>
        {trouble.signInAgain}
      </Button>
    </section>
  );
}
