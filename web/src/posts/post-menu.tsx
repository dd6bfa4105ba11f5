/** What is seldom done with a post, behind three dots. What stands between oneself and its author is asked for then. */
import {
  Ban,
  Bell,
  BellOff,
  Eraser,
  History,
  Link2,
  Pencil,
  Repeat2,
  Send,
  Star,
  Trash2,
  UserMinus,
  UserPlus,
} from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Post, Relationship } from '../api/entities.ts';
import { useSession } from '../api/session.ts';
import { askFirst, openWindow } from '../app/windows.ts';
import { openComposer } from '../compose/open.ts';
import { useRelationship } from '../data/relationships.ts';
import { act } from '../people/follow-actions.ts';
import { blockFirst, muteFirst } from '../people/follow-questions.ts';
import { nameOf, pathOf } from '../people/person.ts';
import { useTexts } from '../texts/index.ts';
import type { MenuAction } from '../ui/menu.tsx';
import { Menu } from '../ui/menu.tsx';
import { copyLink } from './copy-link.ts';
import { deletePost, redraftPost } from './delete-post.ts';

export function PostMenu({ post }: { post: Post }) {
  const { post: texts } = useTexts();
  const me = useSession((state) => state.signedIn?.accountId);
  const [near, setNear] = useState(false);
  const { data: relationship } = useRelationship(
    near && post.account.id !== me ? post.account.id : undefined,
  );
  const common = useCommonActions(post);
  const own = useOwnActions(post);
  const about = useAuthorActions(post, relationship ?? undefined);
  const actions = [...common, ...(me === undefined ? [] : post.account.id === me ? own : about)];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notices that the button inside is about to be pressed
    <span onPointerEnter={() => setNear(true)} onFocus={() => setNear(true)}>
      <Menu label={texts.more} actions={actions} />
    </span>
  );
}

function useCommonActions(post: Post): MenuAction[] {
  const { post: texts } = useTexts();
  const [, navigate] = useLocation();
  const path = pathOf.post(post);

  return [
    { label: texts.copyLink, icon: Link2, run: () => void copyLink(post.url ?? post.uri) },
    ...(post.editedAt == null
      ? []
      : [{ label: texts.history, icon: History, run: () => openWindow({ kind: 'history', post: post.id }) }]),
    ...(post.reblogsCount === 0
      ? []
      : [{ label: texts.boosters, icon: Repeat2, run: () => navigate(`${path}/reblogged_by`) }]),
    ...(post.favouritesCount === 0
      ? []
      : [{ label: texts.favouriters, icon: Star, run: () => navigate(`${path}/favourited_by`) }]),
  ];
}

function useOwnActions(post: Post): MenuAction[] {
  const { post: texts } = useTexts();
  const delivery = {
    label: texts.delivery,
    icon: Send,
    run: () => openWindow({ kind: 'delivery', post: post.id }),
  };
  // Those that wait are revised and withdrawn by what stands on them.
  if (post.approval !== undefined && post.approval.submissionId === post.id) return [delivery];
  const redraft = {
    title: texts.redraftTitle,
    text: texts.redraftText,
    action: texts.redraft,
    run: () => void redraftPost(post.id),
  };
  return [
    { label: texts.edit, icon: Pencil, run: () => openComposer({ kind: 'edit', id: post.id }) },
    delivery,
    { label: texts.redraft, icon: Eraser, bad: true, run: () => askFirst(redraft) },
    { label: texts.delete, icon: Trash2, bad: true, run: () => deletePost(post.id) },
  ];
}

function useAuthorActions(post: Post, relationship: Relationship | undefined): MenuAction[] {
  const { profile: texts } = useTexts();
  const { account } = post;
  const name = nameOf(account);
  if (relationship === undefined) return [];
  const { following, requested, muting, blocking } = relationship;
  return [
    ...(blocking
      ? []
      : [
          following || requested
            ? {
                label: texts.unfollowName(name),
                icon: UserMinus,
                run: () => void act(account.id, 'unfollow'),
              }
            : { label: texts.followName(name), icon: UserPlus, run: () => void act(account.id, 'follow') },
        ]),
    muting
      ? { label: texts.unmuteName(name), icon: Bell, run: () => void act(account.id, 'unmute') }
      : { label: texts.muteName(name), icon: BellOff, run: () => muteFirst(account) },
    blocking
      ? { label: texts.unblockName(name), icon: Ban, run: () => void act(account.id, 'unblock') }
      : { label: texts.blockName(name), icon: Ban, bad: true, run: () => blockFirst(account) },
  ];
}
