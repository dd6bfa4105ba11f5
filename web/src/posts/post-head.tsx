/** Who wrote a post, when, for whom, and that it was edited. */
import { AtSign, Lock, Moon } from 'lucide-react';
import { Link } from 'wouter';
import type { Post } from '../api/entities.ts';
import { openWindow } from '../app/windows.ts';
import { pathOf } from '../people/person.ts';
import { PersonLink } from '../people/person-link.tsx';
import { useLanguage, useTexts } from '../texts/index.ts';
import { PlainButton } from '../ui/button.tsx';
import { When } from '../ui/when.tsx';
import css from './post.module.css';

export function PostHead({ post }: { post: Post }) {
  return (
    <header className={css.head}>
      <PersonLink account={post.account} />
      <span className={css.when}>
        <VisibilityMark post={post} />
        <Link href={pathOf.post(post)}>
          <When at={post.createdAt} />
        </Link>
        <EditedMark post={post} />
      </span>
    </header>
  );
}

const marks = { unlisted: Moon, private: Lock, direct: AtSign };

/** Nothing on public posts. @param named with the words beside the icon */
export function VisibilityMark({ post, named = false }: { post: Post; named?: boolean }) {
  const { visibility: texts } = useTexts();
  if (post.visibility === 'public') return null;
  const Icon = marks[post.visibility];
  const words = texts[post.visibility];
  return (
    <span className={css.visibility} title={words}>
      <Icon aria-hidden="true" size={16} />
      <span className={named ? undefined : 'unseen'}>{words}</span>
    </span>
  );
}

/** Opens what the post said before. */
export function EditedMark({ post }: { post: Post }) {
  const { post: texts } = useTexts();
  const language = useLanguage();
  if (post.editedAt == null) return null;
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(post.editedAt),
  );
  return (
    <PlainButton
      className={css.edited}
      title={texts.editedAt(when)}
      onClick={() => openWindow({ kind: 'history', post: post.id })}
    >
      {texts.edited}
    </PlainButton>
  );
}
