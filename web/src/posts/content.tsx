/** What a post says: its warning, its text and its pictures. */
import { Eye, EyeOff, TriangleAlert } from 'lucide-react';
import type { UIEvent } from 'react';
import { useId } from 'react';
import type { Post } from '../api/entities.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import css from './content.module.css';
import { isLong } from './fold.ts';
import { Markup } from './markup.tsx';
import { Pictures } from './pictures.tsx';
import { useShown } from './shown.ts';

interface Props {
  post: Post;
  /** However long it is: where the post is what the page is about. */
  whole?: boolean;
}

export function Content({ post, whole = false }: Props) {
  const [open, setOpen] = useShown(post.id, 'text');
  const warned = post.spoilerText !== '';
  const id = useId();
  return (
    <div lang={post.language ?? ''}>
      {warned ? <Warning post={post} id={id} open={open} setOpen={setOpen} /> : null}
      <div id={id}>
        {warned && !open ? null : (
          <>
            <Text post={post} whole={whole} />
            <Pictures post={post.id} pictures={post.mediaAttachments} covered={post.sensitive && !warned} />
          </>
        )}
      </div>
    </div>
  );
}

interface WarningProps {
  post: Post;
  id: string;
  open: boolean;
  setOpen(open: boolean): void;
}

function Warning({ post, id, open, setOpen }: WarningProps) {
  const { post: texts } = useTexts();
  return (
    <div className={css.warning}>
      <p className={css.words}>
        <TriangleAlert aria-hidden="true" size={18} />
        <span className="unseen">{texts.warning} </span>
        <span dir="auto">{post.spoilerText}</span>
      </p>
      <Button
        look="second"
        className="small"
        aria-expanded={open}
        aria-controls={id}
        data-key="x"
        onClick={() => setOpen(!open)}
      >
        {open ? <EyeOff aria-hidden="true" size={18} /> : <Eye aria-hidden="true" size={18} />}
        {open ? texts.hide : texts.show}
      </Button>
    </div>
  );
}

function Text({ post, whole }: { post: Post; whole: boolean }) {
  const { post: texts } = useTexts();
  const [unfolded, setUnfolded] = useShown(post.id, 'whole');
  if (post.content === '') return null;
  if (whole || !isLong(post.content)) return <Markup html={post.content} />;

  /** Tab leads to a link that is folded away, and the browser scrolls to it. */
  function onScroll(event: UIEvent): void {
    if (event.currentTarget.scrollTop > 0) setUnfolded(true);
  }

  return (
    <>
      <div className={unfolded ? undefined : css.folded} onScroll={onScroll}>
        <Markup html={post.content} />
      </div>
      <Button look="second" className="small" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
        {unfolded ? texts.showLess : texts.showMore}
      </Button>
    </>
  );
}
