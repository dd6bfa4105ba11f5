import { Link } from 'wouter';
import { useSession } from '../api/session.ts';
import { startSignIn } from '../api/sign-in.ts';
import { useInstance } from '../data/me.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { toastTrouble } from '../ui/toasts.tsx';
import { useTitle } from './page.tsx';

/** Also for what somebody may not see: the two must not be told apart. */
export function Missing() {
  const { trouble, site } = useTexts();
  const signedIn = useSession((state) => state.signedIn !== null);
  useTitle(trouble.missing);
  return (
    <section className="card center">
      <p className="big-number">404</p>
      <h1>{trouble.missing}</h1>
      <p className="actions">
        <Link href={signedIn ? '/home' : '/'} className="button second">
          {signedIn ? site.toHome : site.toFront}
        </Link>
      </p>
    </section>
  );
}

/** In the place of a page that is somebody's own. */
export function SignInFirst() {
  const { site } = useTexts();
  const { data: instance } = useInstance();
  useTitle(site.signIn);
  return (
    <section className="card center">
      <h1>{site.forMembers}</h1>
      <p>{site.forMembersMore}</p>
      <p className="actions">
        <Button onClick={() => void startSignIn().catch(toastTrouble)}>{site.signIn}</Button>
        {instance?.registrations.enabled === true ? (
          <Button look="second" onClick={() => void startSignIn({ newAccount: true }).catch(toastTrouble)}>
            {site.signUp}
          </Button>
        ) : null}
      </p>
    </section>
  );
}
