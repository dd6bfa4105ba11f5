/** One entry of the audit log in words. */
import { Link } from 'wouter';
import { useAccount } from '../data/accounts.ts';
import { nameOf, pathOf } from '../people/person.ts';
import { useLanguage, useTexts } from '../texts/index.ts';
import { Avatar } from '../ui/avatar.tsx';
import type { Deed, DeedFilter } from './audit.ts';
import { pathWith } from './audit.ts';
import css from './audit-entry.module.css';
import type { Policy } from './policy.ts';
import { reasonWords } from './reasons.ts';

export function AuditEntry({ deed, filter }: { deed: Deed; filter: DeedFilter }) {
  const { approval: words } = useTexts();
  const language = useLanguage();
  const { account } = deed;
  const at = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const label = account === null ? words.log.server : nameOf(account);
  const why = deed.reasonCode === null && deed.reason === null ? null : reasonWords(deed);
  return (
    <article className={css.entry} aria-label={label}>
      {account === null ? <span className={css.nobody} /> : <Avatar account={account} size="small" />}
      <div className={css.said}>
        <p>
          {account === null ? (
            <strong>{words.log.server}</strong>
          ) : (
            <Link href={pathOf.account(account)} className={css.name}>
              <bdi>{nameOf(account)}</bdi>
            </Link>
          )}{' '}
          <What deed={deed} />
        </p>
        {why === null ? null : (
          <p className={css.why} dir="auto">
            {why}
          </p>
        )}
        {deed.action === 'policy.update' ? <PolicyChange details={deed.details} /> : null}
        <p className={css.fine}>
          <time dateTime={deed.createdAt}>{at.format(new Date(deed.createdAt))}</time>
          {account === null || filter.accountId !== null ? null : (
            <Link href={pathWith({ ...filter, accountId: account.id })}>
              {words.log.onlyBy(nameOf(account))}
            </Link>
          )}
          {deed.target.kind !== 'submission' || filter.targetId !== null ? null : (
            <Link href={pathWith({ ...filter, targetId: deed.target.id })}>{words.log.onlyAbout}</Link>
          )}
        </p>
      </div>
    </article>
  );
}

function What({ deed: { action, details, target } }: { deed: Deed }) {
  const { approval: words } = useTexts();
  if (action === 'policy.update') return words.log.changedPolicy;
  if (action !== 'submission.approve' && action !== 'submission.reject') {
    return words.log.other(action, `${target.kind} ${target.id}`);
  }
  return (
    <>
      {action === 'submission.approve' ? words.log.approved : words.log.rejected}{' '}
      <Author
        id={String(details.accountId)}
        statusId={typeof details.statusId === 'string' ? details.statusId : null}
      />
    </>
  );
}

/** Whose post it was, and where it is read. */
function Author({ id, statusId }: { id: string; statusId: string | null }) {
  const { approval: words } = useTexts();
  const { data: author } = useAccount(id);
  const name = author === undefined ? '…' : `@${author.acct}`;
  if (author === undefined || statusId === null) return <bdi>{words.log.postOf(name)}</bdi>;
  return <Link href={`/@${author.acct}/${statusId}`}>{words.log.postOf(name)}</Link>;
}

function PolicyChange({ details }: { details: Deed['details'] }) {
  const { approval: words } = useTexts();
  const { before, after } = details as { before?: Policy; after?: Policy };
  if (before === undefined || after === undefined) return null;
  const rows: [string, string, string][] = [
    [words.policy.mode, words.policy.modes[before.mode], words.policy.modes[after.mode]],
    [words.policy.approvedPosts, String(before.approvedPosts), String(after.approvedPosts)],
    [words.policy.exemptRoles, rolesIn(before), rolesIn(after)],
    [words.policy.includeDirect, words.log.yesNo(before.includeDirect), words.log.yesNo(after.includeDirect)],
  ];
  return (
    <ul className={css.changes}>
      {rows
        .filter(([, was, is]) => was !== is)
        .map(([what, was, is]) => (
          <li key={what}>
            {what}: <del>{was}</del> → <ins>{is}</ins>
          </li>
        ))}
    </ul>
  );

  function rolesIn({ exemptRoles }: Policy): string {
    return exemptRoles.map((role) => words.roles[role]).join(', ') || words.log.nobody;
  }
}
