/** A post's own page, with its thread. */
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import type { Post } from '../api/entities.ts';
import { troubleOf } from '../api/errors.ts';
import { prefetchInstance } from '../data/me.ts';
import { useKnownPost } from '../data/posts.ts';
import { prefetchThread, useThread } from '../data/threads.ts';
import { nameOf, pathOf } from '../people/person.ts';
import { ThreadView } from '../posts/thread.tsx';
import { useTexts } from '../texts/index.ts';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { Missing } from './missing.tsx';
import { Page } from './page.tsx';
import type { PageParams } from './params.ts';

export const prepareThread = (id: string) => Promise.all([prefetchInstance(), prefetchThread(id)]);

export function Thread({ params }: { params: PageParams }) {
  const id = params.id ?? '';
  return /^\d+$/.test(id) ? <ThreadOf key={id} id={id} username={params.username ?? ''} /> : <Missing />;
}

function ThreadOf({ id, username }: { id: string; username: string }) {
  const { post: texts } = useTexts();
  const { data: thread, error, refetch } = useThread(id);
  const post = useKnownPost(thread?.id ?? id);
  useRightAddress(post, `/@${username}/${id}`);
  if (error !== null && post == null) {
    const missing = troubleOf(error).kind === 'missing';
    return missing ? <Missing /> : <TroubleCard error={error} retry={() => void refetch()} />;
  }
  if (post === undefined) return <Loading />;
  if (post === null) {
    return (
      <Page title={texts.thread}>
        <p className="card empty">{texts.gone}</p>
      </Page>
    );
  }
  return (
    <Page title={texts.threadOf(nameOf(post.account))} unseen>
      <ThreadView post={post} thread={thread} />
      {error === null ? null : <TroubleCard error={error} retry={() => void refetch()} />}
    </Page>
  );
}

/** An address may name another person, a boost, or a post as it was called before it was approved. */
function useRightAddress(post: Post | null | undefined, address: string): void {
  const [, navigate] = useLocation();
  const right = post == null ? address : pathOf.post(post.reblog ?? post);
  useEffect(() => {
    if (right !== address) navigate(right, { replace: true });
  }, [right, address, navigate]);
}
