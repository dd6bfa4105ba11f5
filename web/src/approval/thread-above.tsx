/** The posts that a submission answers, for whoever reviews it: the nearest two, and the others when asked for. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Post, Submission } from '../api/entities.ts';
import { nameOf, pathOf } from '../people/person.ts';
import { Markup } from '../posts/markup.tsx';
import { Pictures } from '../posts/pictures.tsx';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { wordsFor } from '../ui/trouble.tsx';
import { When } from '../ui/when.tsx';
import { fetchDetail } from './queue.ts';
import { mayRenew } from './renewal.ts';
import css from './thread-above.module.css';

const NEAREST = 2;

export function ThreadAbove({ submission }: { submission: Submission }) {
  const { approval: words } = useTexts();
  const [all, setAll] = useState(false);
  const id = submission.approval.submissionId;
  const { data, error, refetch } = useQuery({
    queryKey: ['review', 'thread', id, submission.approval.version],
    queryFn: async () => (await fetchDetail(id)).thread,
    gcTime: 0,
  });
  if (error !== null) return <p className="fine">{wordsFor(error)}</p>;
  if (data === undefined) return <Loading />;
  if (data.length === 0) return <p className="fine">{words.thread.gone}</p>;
  const shown = all ? data : data.slice(-NEAREST);
  return (
    <section
      className={css.thread}
      aria-label={words.thread.label}
      onErrorCapture={() => mayRenew(`${id} thread`) && void refetch()}
    >
      {shown.length === data.length ? null : (
        <Button look="second" className={css.more} onClick={() => setAll(true)}>
          {words.thread.earlier(data.length - shown.length)}
        </Button>
      )}
      {shown.map((post) => (
        <Above key={post.id} post={post} />
      ))}
    </section>
  );
}

function Above({ post }: { post: Post }) {
  const { approval: words } = useTexts();
  const { approval, account } = post;
  const held = approval !== undefined && approval.state !== 'approved';
  return (
    <div className={css.post} lang={post.language ?? ''} data-submission={approval?.submissionId}>
      <p className={css.head}>
        <Link href={pathOf.account(account)} className={css.name}>
          <bdi>{nameOf(account)}</bdi>
        </Link>
        {held ? (
          <span>{words.thread.states[approval.state]}</span>
        ) : (
          <Link href={pathOf.post(post)} className={css.when}>
            <When at={post.createdAt} />
          </Link>
        )}
      </p>
      {post.spoilerText === '' ? null : <p dir="auto">{post.spoilerText}</p>}
      <Markup html={post.content} />
      <div className={css.pictures}>
        <Pictures post={post.id} pictures={post.mediaAttachments} covered={post.sensitive} />
      </div>
    </div>
  );
}
