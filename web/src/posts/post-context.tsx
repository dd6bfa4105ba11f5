/** The line above a post: who boosted it, what it answers. */
import { CornerUpLeft, Pin, Repeat2 } from 'lucide-react';
import { Link } from 'wouter';
import type { Account, Post } from '../api/entities.ts';
import { knownPost } from '../data/posts.ts';
import { nameOf, pathOf } from '../people/person.ts';
import { useTexts } from '../texts/index.ts';
import css from './post.module.css';

export function BoostLine({ by }: { by: Account }) {
  const { post: texts } = useTexts();
  return (
    <p className={css.context}>
      <Repeat2 aria-hidden="true" size={16} />
      <Link href={pathOf.account(by)}>
        <bdi>{texts.boostedBy(nameOf(by))}</bdi>
      </Link>
    </p>
  );
}

export function PinnedLine() {
  const { post: texts } = useTexts();
  return (
    <p className={css.context}>
      <Pin aria-hidden="true" size={16} /> {texts.pinned}
    </p>
  );
}

export function ReplyLine({ post }: { post: Post }) {
  const { post: texts } = useTexts();
  if (post.inReplyToId == null) return null;
  const words =
    post.inReplyToAccountId === post.account.id
      ? texts.ownThread
      : answered(post) === null
        ? texts.replyToSomebody
        : texts.replyTo(answered(post) ?? '');
  return (
    <p className={css.context}>
      <CornerUpLeft aria-hidden="true" size={16} />
      {/* Whoever wrote it: the page corrects the name in the address. */}
      <Link href={`${pathOf.account(post.account)}/${post.inReplyToId}`}>
        <bdi>{words}</bdi>
      </Link>
    </p>
  );
}

/** The name of who is answered, as far as it is known without asking. */
function answered(post: Post): string | null {
  const parent = post.inReplyToId == null ? undefined : knownPost(post.inReplyToId);
  if (parent != null) return nameOf(parent.account);
  const mention = post.mentions.find(({ id }) => id === post.inReplyToAccountId);
  return mention === undefined ? null : `@${mention.acct}`;
}
