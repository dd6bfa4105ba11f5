/** The token is refused from now on: said over the page, which stays as it is. */

import { useSession } from '../api/session.ts';
import { startSignIn } from '../api/sign-in.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { toastTrouble } from '../ui/toasts.tsx';

export function SignedOutNotice() {
  const { trouble } = useTexts();
  const expired = useSession((state) => state.expired);
  if (!expired) return null;
  return (
    <section className="notice bad" role="alert">
      <p>
        {trouble.signedOut} {trouble.nothingLost}
      </p>
      <Button onClick={() => void startSignIn().catch(toastTrouble)}>{trouble.signInAgain}</Button>
    </section>
  );
}
