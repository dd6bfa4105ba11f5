/** The post that a page is about: whole, with its date, the app it came from, and its numbers. */
import { Link } from 'wouter';
import type { Post } from '../api/entities.ts';
import { nameOf, pathOf } from '../people/person.ts';
import { PersonLink } from '../people/person-link.tsx';
import { useLanguage, useTexts } from '../texts/index.ts';
import { Actions } from './action-bar.tsx';
import { Content } from './content.tsx';
import css from './large-post.module.css';
import { Approval } from './post.tsx';
import { ReplyLine } from './post-context.tsx';
import { EditedMark, VisibilityMark } from './post-head.tsx';

interface Props {
  post: Post;
  /** What it answers does not stand above it. */
  alone: boolean;
}

export function LargePost({ post, alone }: Props) {
  const { post: texts } = useTexts();
  return (
    <article
      className={css.post}
      aria-label={texts.post(nameOf(post.account))}
      data-post={post.id}
      tabIndex={-1}
    >
      {alone ? <ReplyLine post={post} /> : null}
      <header className={css.head}>
        <PersonLink account={post.account} />
      </header>
      <div className={css.content}>
        <Content post={post} whole />
      </div>
      <Facts post={post} />
      <Numbers post={post} />
      <Approval post={post} />
      <Actions post={post} />
    </article>
  );
}

function Facts({ post }: { post: Post }) {
  const { post: texts, visibility } = useTexts();
  const language = useLanguage();
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' });
  const app = post.application;
  return (
    <p className={css.facts}>
      <time dateTime={post.createdAt}>{date.format(new Date(post.createdAt))}</time>
      <span className={css.fact}>
        {post.visibility === 'public' ? visibility.public : <VisibilityMark post={post} named />}
      </span>
      {app == null ? null : (
        <span className={css.fact}>
          {app.website == null ? (
            <bdi>{texts.via(app.name)}</bdi>
          ) : (
            <a href={app.website} target="_blank" rel="noreferrer nofollow">
              <bdi>{texts.via(app.name)}</bdi>
            </a>
          )}
        </span>
      )}
      {post.editedAt == null ? null : (
        <span className={css.fact}>
          <EditedMark post={post} />
        </span>
      )}
    </p>
  );
}

/** How many, leading to who. */
function Numbers({ post }: { post: Post }) {
  const { post: texts } = useTexts();
  const { reblogsCount: boosts, favouritesCount: favourites } = post;
  if (boosts === 0 && favourites === 0) return null;
  return (
    <p className={css.numbers}>
      {boosts === 0 ? null : <Link href={`${pathOf.post(post)}/reblogged_by`}>{texts.boosts(boosts)}</Link>}
      {favourites === 0 ? null : (
        <Link href={`${pathOf.post(post)}/favourited_by`}>{texts.favouritesCount(favourites)}</Link>
      )}
    </p>
  );
}
