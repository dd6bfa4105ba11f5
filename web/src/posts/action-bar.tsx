/** The buttons under a post. */
import { Bookmark, Link2, MessageCircle, Repeat2, Star } from 'lucide-react';
import type { Post } from '../api/entities.ts';
import { useSession } from '../api/session.ts';
import { openComposer } from '../compose/open.ts';
import { useTexts } from '../texts/index.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import { toast } from '../ui/toasts.tsx';
import css from './action-bar.module.css';
import { toggle } from './actions.ts';

export function Actions({ post }: { post: Post }) {
  const { post: texts } = useTexts();
  const signedIn = useSession((state) => state.signedIn !== null);
  const closed = !signedIn || post.approval?.state === 'pending';
  const boostable = post.visibility === 'public' || post.visibility === 'unlisted';

  async function copyLink(): Promise<void> {
    await navigator.clipboard.writeText(post.url ?? post.uri);
    toast(texts.linkCopied);
  }

  return (
    <div className={css.bar}>
      <IconButton
        icon={MessageCircle}
        label={texts.reply}
        count={post.repliesCount}
        disabled={!signedIn}
        onClick={() => openComposer({ kind: 'reply', to: post.id })}
      />
      <IconButton
        icon={Repeat2}
        label={post.reblogged === true ? texts.unboost : texts.boost}
        count={post.reblogsCount}
        pressed={post.reblogged === true}
        disabled={closed || !boostable}
        onClick={() => void toggle(post.id, 'reblogged')}
      />
      <IconButton
        icon={Star}
        label={post.favourited === true ? texts.unfavourite : texts.favourite}
        count={post.favouritesCount}
        pressed={post.favourited === true}
        disabled={closed}
        onClick={() => void toggle(post.id, 'favourited')}
      />
      <IconButton
        icon={Bookmark}
        label={post.bookmarked === true ? texts.unbookmark : texts.bookmark}
        pressed={post.bookmarked === true}
        disabled={closed}
        onClick={() => void toggle(post.id, 'bookmarked')}
      />
      <Menu
        label={texts.more}
        actions={[{ label: texts.copyLink, icon: Link2, run: () => void copyLink() }]}
      />
    </div>
  );
}
