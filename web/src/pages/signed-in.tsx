/** Where the server's pages send the browser back to: trades the code for a token, once, and goes on. */
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { finishSignIn, SignInFailed, startSignIn } from '../api/sign-in.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { wordsFor } from '../ui/trouble.tsx';

let finishing: Promise<string> | undefined;

export function FinishSignIn() {
  const { site, trouble } = useTexts();
  const [, navigate] = useLocation();
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    // A code works once, and React may mount twice.
    finishing ??= finishSignIn(new URLSearchParams(location.search));
    finishing.then(
      (back) => navigate(back, { replace: true }),
      (failure: unknown) => setError(failure),
    );
  }, [navigate]);
  if (error === null) return <Loading />;
  const words =
    error instanceof SignInFailed
      ? error.kind === 'refused'
        ? trouble.signInRefused
        : trouble.signInStale
      : wordsFor(error);
  return (
    <section className="card center" role="alert">
      <h1>{site.signIn}</h1>
      <p>{words}</p>
      <p className="actions">
        <Button onClick={() => void startSignIn({ back: '/home' })}>{trouble.signInAgain}</Button>
      </p>
    </section>
  );
}
