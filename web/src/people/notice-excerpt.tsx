/** The beginning of a post as the matter of a notification. */
import { Link } from 'wouter';
import type { Post } from '../api/entities.ts';
import { plainText } from '../posts/plain.ts';
import { useTexts } from '../texts/index.ts';
import css from './notice-card.module.css';

interface Props {
  post: Pick<Post, 'content' | 'spoilerText' | 'mediaAttachments' | 'language'>;
  /** Where it can be read whole. */
  href?: string;
}

export function Excerpt({ post, href }: Props) {
  const { notifications } = useTexts();
  const words =
    post.spoilerText || plainText(post.content) || notifications.pictures(post.mediaAttachments.length);
  const shape = { className: css.excerpt, dir: 'auto', lang: post.language ?? undefined };
  return href === undefined ? (
    <p {...shape}>{words}</p>
  ) : (
    <Link href={href} {...shape}>
      {words}
    </Link>
  );
}
