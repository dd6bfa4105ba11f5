/** A post wherever it stands: in lists, in a thread, in notifications and in the reviewers' queue. */
import type { KeyboardEvent, MouseEvent } from 'react';
import { lazy, Suspense } from 'react';
import { useLocation } from 'wouter';
import type { Account, Post as PostEntity } from '../api/entities.ts';
import { usePost } from '../data/posts.ts';
import { nameOf, pathOf } from '../people/person.ts';
import { useTexts } from '../texts/index.ts';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { Actions } from './action-bar.tsx';
import { Content } from './content.tsx';
import css from './post.module.css';
import { BoostLine, PinnedLine, ReplyLine } from './post-context.tsx';
import { PostHead } from './post-head.tsx';

export { nameOf, pathOf };

const ApprovalLine = lazy(async () => ({
  default: (await import('../approval/approval-line.tsx')).ApprovalLine,
}));

interface PostProps {
  id: string;
  /** Without the line that says what it answers: where that stands above it. */
  plain?: boolean;
}

/** By id, from what is known or else from the server; a boost shows what it boosts. One that is gone is nothing. */
export function Post({ id, plain = false }: PostProps) {
  const { data: post, error, refetch } = usePost(id);
  if (error !== null) return <TroubleCard error={error} retry={() => void refetch()} />;
  if (post === undefined) return <Loading />;
  if (post === null) return null;
  if (post.reblog) return <Boost boost={post} inner={post.reblog.id} />;
  return <PostCard post={post} plain={plain} />;
}

function Boost({ boost, inner }: { boost: PostEntity; inner: string }) {
  const { data: post } = usePost(inner);
  return post == null ? null : <PostCard post={post} boostedBy={boost.account} />;
}

interface CardProps {
  post: PostEntity;
  boostedBy?: Account;
  /** Without buttons, where a post is only quoted: to reviewers, above an answer. */
  bare?: boolean;
  plain?: boolean;
}

export function PostCard({ post, boostedBy, bare = false, plain = false }: CardProps) {
  const { post: texts } = useTexts();
  const [, navigate] = useLocation();
  const open = () => navigate(pathOf.post(post));

  /** A press beside what can be pressed opens the post, unless somebody is selecting text. */
  function onClick(event: MouseEvent): void {
    const target = event.target as Element;
    if (event.currentTarget !== target.closest('article') || getSelection()?.type === 'Range') return;
    if (target.closest('a, button, input, summary, label, img') === null) open();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && event.target === event.currentTarget) open();
  }

  const active = bare ? {} : { 'data-post': post.id, tabIndex: -1, onClick, onKeyDown };
  return (
    <article className={css.post} aria-label={texts.post(nameOf(post.account))} {...active}>
      {boostedBy === undefined ? null : <BoostLine by={boostedBy} />}
      {post.pinned === true ? <PinnedLine /> : null}
      {plain ? null : <ReplyLine post={post} />}
      <PostHead post={post} />
      <Content post={post} />
      <Approval post={post} />
      {bare ? null : <Actions post={post} />}
    </article>
  );
}

/** How one's own post stands with the reviewers; nothing on all others. */
export function Approval({ post }: { post: PostEntity }) {
  if (post.approval === undefined) return null;
  return (
    <Suspense fallback={null}>
      <ApprovalLine post={post} />
    </Suspense>
  );
}
