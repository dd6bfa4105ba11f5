/** What one does with a person: follow; and behind three dots what is done seldom. */
import { AtSign, Ban, Bell, BellOff, BellRing, Link2, Repeat2, UserX } from 'lucide-react';
import { Link } from 'wouter';
import type { Account, Relationship } from '../api/entities.ts';
import { useSession } from '../api/session.ts';
import { askFirst } from '../app/windows.ts';
import { openComposer } from '../compose/open.ts';
import { useRelationship } from '../data/relationships.ts';
import { copyLink } from '../posts/copy-link.ts';
import { useTexts } from '../texts/index.ts';
import { IconButton } from '../ui/icon-button.tsx';
import type { MenuAction } from '../ui/menu.tsx';
import { Menu } from '../ui/menu.tsx';
import { act } from './follow-actions.ts';
import { FollowButton } from './follow-button.tsx';
import { blockFirst, muteFirst } from './follow-questions.ts';
import { nameOf } from './person.ts';

export function ProfileActions({ account }: { account: Account }) {
  const { profile: texts, post } = useTexts();
  const me = useSession((state) => state.signedIn?.accountId);
  const { data: relationship } = useRelationship(account.id);
  const about = useRelationshipActions(account, relationship ?? undefined);
  const link = { label: post.copyLink, icon: Link2, run: () => void copyLink(account.url) };
  return (
    <>
      {me === account.id ? (
        <Link href="/settings" className="button second">
          {texts.edit}
        </Link>
      ) : (
        <>
          {relationship?.following ? <NotifyButton account={account} on={relationship.notifying} /> : null}
          <FollowButton account={account} />
        </>
      )}
      <Menu label={texts.more} actions={[link, ...about]} />
    </>
  );
}

/** Whether each of their posts is a notification. */
function NotifyButton({ account, on }: { account: Account; on: boolean }) {
  const { profile: texts } = useTexts();
  return (
    <IconButton
      icon={on ? BellRing : Bell}
      label={texts.notifyName(nameOf(account))}
      pressed={on}
      onClick={() => void act(account.id, on ? 'stop-notifying' : 'notify')}
    />
  );
}

function useRelationshipActions(account: Account, relationship: Relationship | undefined): MenuAction[] {
  const { profile: texts } = useTexts();
  if (relationship === undefined) return [];
  const { id, acct } = account;
  const name = nameOf(account);
  const { following, followedBy, showingReblogs, muting, blocking } = relationship;
  const removal = {
    title: texts.removeFollowerQuestion(name),
    text: texts.removeFollowerText,
    action: texts.remove,
    run: () => void act(id, 'remove-follower'),
  };
  return [
    {
      label: texts.mentionName(name),
      icon: AtSign,
      run: () => openComposer({ kind: 'new', text: `@${acct} ` }),
    },
    ...(following
      ? [
          showingReblogs
            ? { label: texts.hideBoosts, icon: Repeat2, run: () => void act(id, 'hide-boosts') }
            : { label: texts.showBoosts, icon: Repeat2, run: () => void act(id, 'show-boosts') },
        ]
      : []),
    muting
      ? { label: texts.unmuteName(name), icon: Bell, run: () => void act(id, 'unmute') }
      : { label: texts.muteName(name), icon: BellOff, run: () => muteFirst(account) },
    ...(followedBy
      ? [{ label: texts.removeFollower, icon: UserX, bad: true, run: () => askFirst(removal) }]
      : []),
    blocking
      ? { label: texts.unblockName(name), icon: Ban, run: () => void act(id, 'unblock') }
      : { label: texts.blockName(name), icon: Ban, bad: true, run: () => blockFirst(account) },
  ];
}
