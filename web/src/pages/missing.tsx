import { startSignIn } from '../api/sign-in.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { toastTrouble } from '../ui/toasts.tsx';
import { useTitle } from './page.tsx';

/** Also for what somebody may not see: the two must not be told apart. */
export function Missing() {
  const { trouble } = useTexts();
  useTitle(trouble.missing);
  return (
    <section className="card center">
      <p className="big-number">404</p>
      <h1>{trouble.missing}</h1>
    </section>
  );
}

/** In the place of a page that is somebody's own. */
export function SignInFirst() {
  const { site } = useTexts();
  useTitle(site.signIn);
  return (
    <section className="card center">
      <h1>{site.signIn}</h1>
      <p className="actions">
        <Button onClick={() => void startSignIn().catch(toastTrouble)}>{site.signIn}</Button>
      </p>
    </section>
  );
}
