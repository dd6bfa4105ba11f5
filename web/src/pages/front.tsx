/** The front page: for whoever is signed in it is home; otherwise what this place is and what is said in public. */
import { Redirect } from 'wouter';
import { useSession } from '../api/session.ts';
import { startSignIn } from '../api/sign-in.ts';
import { useInstance } from '../data/me.ts';
import { PostList } from '../lists/post-list.tsx';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { toastTrouble } from '../ui/toasts.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { Page } from './page.tsx';
import { publicList } from './public.tsx';

export function Front() {
  const signedIn = useSession((state) => state.signedIn !== null);
  return signedIn ? <Redirect to="/home" replace /> : <Welcome />;
}

function Welcome() {
  const { site, list: texts } = useTexts();
  const { data: instance, error, refetch } = useInstance();
  if (error !== null) return <TroubleCard error={error} retry={() => void refetch()} />;
  if (instance === undefined) return <Loading />;
  return (
    <Page title={instance.title}>
      <p className="lead">{instance.description}</p>
      <p className="actions">
        {instance.registrations.enabled ? (
          <Button onClick={() => void startSignIn({ back: '/home', newAccount: true }).catch(toastTrouble)}>
            {site.signUp}
          </Button>
        ) : null}
        <Button look="second" onClick={() => void startSignIn({ back: '/home' }).catch(toastTrouble)}>
          {site.signIn}
        </Button>
      </p>
      <PostList list={publicList} label={site.public} empty={texts.publicEmpty} polled />
    </Page>
  );
}
