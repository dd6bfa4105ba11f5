/** The buttons under a post. Signed out they ask to sign in. */
import { Bookmark, MessageCircle, Repeat2, Star } from 'lucide-react';
import type { Post } from '../api/entities.ts';
import { useSession } from '../api/session.ts';
import { askToSignIn } from '../app/windows.ts';
import { openComposer } from '../compose/open.ts';
import { useTexts } from '../texts/index.ts';
import { IconButton } from '../ui/icon-button.tsx';
import css from './action-bar.module.css';
import { toggle } from './actions.ts';
import { PostMenu } from './post-menu.tsx';

export function Actions({ post }: { post: Post }) {
  const { post: texts } = useTexts();
  const signedIn = useSession((state) => state.signedIn !== null);
  // A post that waits can be answered by its author, nothing else.
  const waits = post.approval !== undefined && post.approval.submissionId === post.id;
  const boostable = post.visibility === 'public' || post.visibility === 'unlisted';
  const ifSignedIn = (run: () => void) => (signedIn ? run : askToSignIn);

  return (
    <div className={css.bar}>
      <IconButton
        icon={MessageCircle}
        label={texts.reply}
        count={post.repliesCount}
        data-key="r"
        onClick={ifSignedIn(() => openComposer({ kind: 'reply', to: post.id }))}
      />
      <IconButton
        icon={Repeat2}
        label={boostable ? texts.boost : texts.notBoostable}
        count={post.reblogsCount}
        pressed={post.reblogged === true}
        disabled={waits || !boostable}
        data-key="b"
        onClick={ifSignedIn(() => void toggle(post.id, 'reblogged'))}
      />
      <IconButton
        icon={Star}
        label={texts.favourite}
        count={post.favouritesCount}
        pressed={post.favourited === true}
        disabled={waits}
        data-key="f"
        onClick={ifSignedIn(() => void toggle(post.id, 'favourited'))}
      />
      <IconButton
        icon={Bookmark}
        label={texts.bookmark}
        pressed={post.bookmarked === true}
        disabled={waits}
        onClick={ifSignedIn(() => void toggle(post.id, 'bookmarked'))}
      />
      <PostMenu post={post} />
    </div>
  );
}
