/**
 * The front page: for whoever is signed in it is home; otherwise what this place is and what is said in public. The
 * server makes the same page (services/read, pages/front.ts), which this one takes the place of.
 */
import { Link, Redirect } from 'wouter';
import type { Instance } from '../api/entities.ts';
import { session, useSession } from '../api/session.ts';
import { startSignIn } from '../api/sign-in.ts';
import { prefetchList } from '../data/lists.ts';
import { prefetchFigures, prefetchInstance, useInstance } from '../data/me.ts';
import { PostList } from '../lists/post-list.tsx';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { toastTrouble } from '../ui/toasts.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { About } from './front-about.tsx';
import { useTitle } from './page.tsx';
import { publicList } from './public.tsx';

export async function prepareFront(): Promise<void> {
  if (session.current() !== null) return;
  await Promise.all([prefetchInstance(), prefetchFigures(), prefetchList(publicList)]);
}

export function Front() {
  const signedIn = useSession((state) => state.signedIn !== null);
  return signedIn ? <Redirect to="/home" replace /> : <Welcome />;
}

function Welcome() {
  const { site, list: texts } = useTexts();
  const { data: instance, error, refetch } = useInstance();
  useTitle(instance?.title ?? '');
  if (instance === undefined) {
    return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
  }
  return (
    <>
      <Hero instance={instance} />
      <div className="columns">
        <section aria-labelledby="newest">
          <h2 id="newest">{site.newest}</h2>
          <PostList list={publicList} label={site.newest} empty={texts.publicEmpty} polled short />
          <p className="center">
            <Link href="/public" className="button second">
              {site.allPosts}
            </Link>
          </p>
        </section>
        <About instance={instance} />
      </div>
    </>
  );
}

function Hero({ instance }: { instance: Instance }) {
  const { site } = useTexts();
  const open = instance.registrations.enabled;
  const paragraphs = instance.description.split(/\n\s*\n/).filter((part) => part !== '');
  return (
    <section className="hero">
      <h1 dir="auto">{instance.title}</h1>
      {paragraphs.map((text) => (
        <p key={text} className="lead" dir="auto" style={{ whiteSpace: 'pre-line' }}>
          {text}
        </p>
      ))}
      <p className="actions">
        {open ? (
          <Button onClick={() => void startSignIn({ back: '/home', newAccount: true }).catch(toastTrouble)}>
            {site.signUp}
          </Button>
        ) : null}
        <Button
          look={open ? 'second' : 'main'}
          onClick={() => void startSignIn({ back: '/home' }).catch(toastTrouble)}
        >
          {site.signIn}
        </Button>
      </p>
    </section>
  );
}
