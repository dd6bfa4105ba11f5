/** What is answered, above the answer. */
import { usePost } from '../data/posts.ts';
import { PostCard } from '../posts/post.tsx';
import { useTexts } from '../texts/index.ts';
import css from './composer.module.css';

export function Quoted({ id }: { id: string }) {
  const { compose } = useTexts();
  const { data: post, error } = usePost(id);
  if (post === null || error !== null) return <p className="notice bad">{compose.targetGone}</p>;
  if (post === undefined) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={css.quoted} tabIndex={0} aria-label={compose.answered}>
      <PostCard post={post} bare />
    </section>
  );
}
