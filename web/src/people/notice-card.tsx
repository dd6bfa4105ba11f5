/** One line of the notifications: who did what, and what it was done to. */
import type { LucideIcon } from 'lucide-react';
import {
  AtSign,
  Bell,
  ChartBar,
  CircleCheck,
  CircleX,
  ClipboardCheck,
  Pencil,
  Repeat2,
  Star,
  UserPlus,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Notice } from '../api/entities.ts';
import { Post } from '../posts/post.tsx';
import { useLanguage, useTexts } from '../texts/index.ts';
import { Avatar } from '../ui/avatar.tsx';
import { When } from '../ui/when.tsx';
import { FollowRequest } from './follow-request.tsx';
import type { NoticeGroup } from './groups.ts';
import { listOfNames } from './names.ts';
import css from './notice-card.module.css';
import { Excerpt } from './notice-excerpt.tsx';
import { SubmissionNotice } from './notice-submission.tsx';
import { nameOf, pathOf } from './person.ts';

const FACES = 8;

const icons: Readonly<Record<string, LucideIcon>> = {
  mention: AtSign,
  reblog: Repeat2,
  favourite: Star,
  follow: UserPlus,
  follow_request: UserPlus,
  'admin.sign_up': UserPlus,
  poll: ChartBar,
  update: Pencil,
  'admin.submission': ClipboardCheck,
  'submission.approved': CircleCheck,
  'submission.rejected': CircleX,
};

/** Types whose post stands there whole, to be answered. */
const whole = new Set(['mention', 'status', 'update', 'poll']);

export function NoticeCard({ group }: { group: NoticeGroup }) {
  const line = useLine(group);
  const [notice] = group.notices;
  const Icon = icons[group.type] ?? Bell;
  if (whole.has(group.type) && notice.status) {
    return (
      <div className={css.caption} data-notice={notice.id}>
        <p className={css.line}>
          <Icon aria-hidden="true" size={18} /> <span>{line}</span>
        </p>
        <Post id={notice.status.id} />
      </div>
    );
  }
  return (
    <article className={css.card} data-notice={notice.id} data-type={group.type} aria-label={line}>
      <span className={css.icon}>
        <Icon aria-hidden="true" size={22} fill={group.type === 'favourite' ? 'currentColor' : 'none'} />
      </span>
      <div className={css.body}>
        <Faces group={group} />
        <p className={css.said}>
          <span>{line}</span>{' '}
          <span className={css.when}>
            <When at={notice.createdAt} />
          </span>
        </p>
        <Matter notice={notice} />
      </div>
    </article>
  );
}

/** A person's own posts are told of without the reviewer's face. */
function Faces({ group }: { group: NoticeGroup }): ReactNode {
  if (group.type === 'submission.approved' || group.type === 'submission.rejected') return null;
  const accounts = group.notices.slice(0, FACES).map(({ account }) => account);
  return (
    <p className={css.faces}>
      {accounts.map((account) => (
        <Link
          key={account.id}
          href={pathOf.account(account)}
          aria-label={nameOf(account)}
          title={nameOf(account)}
        >
          <Avatar account={account} size="small" />
        </Link>
      ))}
    </p>
  );
}

function Matter({ notice }: { notice: Notice }): ReactNode {
  if (notice.submission !== undefined)
    return <SubmissionNotice notice={notice} submission={notice.submission} />;
  if (notice.type === 'follow_request') return <FollowRequest account={notice.account} />;
  if (notice.status) return <Excerpt post={notice.status} href={pathOf.post(notice.status)} />;
  return null;
}

function useLine({ type, notices }: NoticeGroup): string {
  const { notifications: texts } = useTexts();
  const language = useLanguage();
  const accounts = notices.map(({ account }) => account);
  const who = listOfNames(accounts, language, texts.others);
  switch (type) {
    case 'mention':
      return texts.mention(who);
    case 'status':
      return texts.status(who);
    case 'reblog':
      return texts.reblog(who, accounts.length);
    case 'favourite':
      return texts.favourite(who, accounts.length);
    case 'follow':
      return texts.follow(who, accounts.length);
    case 'follow_request':
      return texts.followRequest(who);
    case 'poll':
      return texts.poll;
    case 'update':
      return texts.update(who);
    case 'admin.sign_up':
      return texts.signUp(who);
    case 'admin.submission':
      return texts.submission(who);
    case 'submission.approved':
      return texts.approved;
    case 'submission.rejected':
      return texts.rejected;
    default:
      return texts.other(who);
  }
}
