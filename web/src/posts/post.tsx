/** A post wherever it stands: in lists, in a thread, in notifications and in the reviewers' queue. */
import { Repeat2 } from 'lucide-react';
import { Link } from 'wouter';
import type { Post as PostEntity } from '../api/entities.ts';
import { usePost } from '../data/posts.ts';
import { useTexts } from '../texts/index.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { When } from '../ui/when.tsx';
import { Actions } from './action-bar.tsx';
import { Content } from './content.tsx';
import css from './post.module.css';

/** By id, from what is known or else from the server; a boost shows what it boosts. */
export function Post({ id }: { id: string }) {
  const { post: texts } = useTexts();
  const { data: post, error, refetch } = usePost(id);
  if (error !== null) return <TroubleCard error={error} retry={() => void refetch()} />;
  if (post === undefined) return <Loading />;
  if (post === null) return <p className="card empty">{texts.gone}</p>;
  if (post.reblog) return <Boost boost={post} inner={post.reblog.id} />;
  return <PostCard post={post} />;
}

function Boost({ boost, inner }: { boost: PostEntity; inner: string }) {
  const { post: texts } = useTexts();
  const { data: post } = usePost(inner);
  if (post == null) return <p className="card empty">{texts.gone}</p>;
  return <PostCard post={post} boostedBy={nameOf(boost.account)} />;
}

export function nameOf(account: { displayName: string; username: string }): string {
  return account.displayName === '' ? account.username : account.displayName;
}

export const pathOf = {
  account: (account: { acct: string }) => `/@${account.acct}`,
  post: (post: PostEntity) => `/@${post.account.acct}/${post.id}`,
};

interface CardProps {
  post: PostEntity;
  boostedBy?: string;
  /** Without buttons, where a post is only quoted: to reviewers, above an answer. */
  bare?: boolean;
}

export function PostCard({ post, boostedBy, bare = false }: CardProps) {
  const { post: texts } = useTexts();
  const name = nameOf(post.account);
  return (
    <article className={css.post} aria-label={texts.post(name)} data-post={post.id}>
      {boostedBy === undefined ? null : (
        <p className={css.context}>
          <Repeat2 aria-hidden="true" size={16} /> {texts.boostedBy(boostedBy)}
        </p>
      )}
      <header className={css.head}>
        <Link href={pathOf.account(post.account)} className={css.author}>
          <Avatar account={post.account} />
          <span className={css.names}>
            <bdi className={css.name}>{name}</bdi>
            <span className={css.handle}>@{post.account.acct}</span>
          </span>
        </Link>
        <Link href={pathOf.post(post)} className={css.when}>
          <When at={post.createdAt} />
          {post.editedAt == null ? null : <span> · {texts.edited}</span>}
        </Link>
      </header>
      <Content post={post} />
      {bare ? null : <Actions post={post} />}
    </article>
  );
}
