/** Who somebody is: pictures, name, what they say of themselves, and their numbers. */
import { Bot, Lock } from 'lucide-react';
import { Link } from 'wouter';
import type { Account, Relationship } from '../api/entities.ts';
import { useRelationship } from '../data/relationships.ts';
import { Markup } from '../posts/markup.tsx';
import { useLanguage, useTexts } from '../texts/index.ts';
import { nameOf, pathOf } from './person.ts';
import { ProfileActions } from './profile-actions.tsx';
import { ProfileFields } from './profile-fields.tsx';
import css from './profile-header.module.css';
import { ProfilePictures } from './profile-pictures.tsx';

export function ProfileHeader({ account }: { account: Account }) {
  const { data: relationship } = useRelationship(account.id);
  return (
    <section className={css.profile} aria-label={nameOf(account)}>
      <ProfilePictures account={account} />
      <div className={css.actions}>
        <ProfileActions account={account} />
      </div>
      <div className={css.words}>
        <h1 className={css.name}>
          <bdi>{nameOf(account)}</bdi>
        </h1>
        <p className={css.handle}>
          <bdi>@{account.acct}</bdi>
          <Marks account={account} relationship={relationship ?? undefined} />
        </p>
        <Markup html={account.note} className={css.note} />
        <ProfileFields fields={account.fields} />
        <Numbers account={account} />
      </div>
    </section>
  );
}

function Marks({ account, relationship }: { account: Account; relationship: Relationship | undefined }) {
  const { profile: texts } = useTexts();
  const between = [
    relationship?.followedBy ? texts.followsYou : null,
    relationship?.requestedBy ? texts.asksToFollow : null,
    relationship?.muting ? texts.muted : null,
    relationship?.following && !relationship.showingReblogs ? texts.boostsHidden : null,
  ];
  return (
    <>
      {account.locked ? (
        <span className={css.mark} title={texts.locked}>
          <Lock aria-hidden="true" size={15} />
          <span className="unseen">{texts.locked}</span>
        </span>
      ) : null}
      {account.bot ? (
        <span className={css.mark}>
          <Bot aria-hidden="true" size={16} /> {texts.bot}
        </span>
      ) : null}
      {(account.roles ?? []).map(({ id, name }) => (
        <span key={id} className={css.role}>
          {name}
        </span>
      ))}
      {between.map((words) =>
        words === null ? null : (
          <span key={words} className={css.between}>
            {words}
          </span>
        ),
      )}
    </>
  );
}

function Numbers({ account }: { account: Account }) {
  const { profile: texts } = useTexts();
  const language = useLanguage();
  const joined = new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date(account.createdAt));
  const path = pathOf.account(account);
  return (
    <p className={css.numbers}>
      <span>{texts.posts(account.statusesCount)}</span>
      <Link href={`${path}/following`}>{texts.following(account.followingCount)}</Link>
      <Link href={`${path}/followers`}>{texts.followers(account.followersCount)}</Link>
      <span>{texts.joined(joined)}</span>
    </p>
  );
}
