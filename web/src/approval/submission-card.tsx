/** What a submission says and who wrote it, for its author and for reviewers: nothing stays behind a warning. */
import type { ReactNode } from 'react';
import type { Submission } from '../api/entities.ts';
import { PersonLink } from '../people/person-link.tsx';
import { Markup } from '../posts/markup.tsx';
import { Pictures } from '../posts/pictures.tsx';
import { useTexts } from '../texts/index.ts';
import { When } from '../ui/when.tsx';
import { isHeldEdit } from './states.ts';
import css from './submission-card.module.css';

/** @param children before the author, e.g. a box to select it */
export function SubmissionHead({ submission, children }: { submission: Submission; children?: ReactNode }) {
  const { approval: words, visibility } = useTexts();
  const { account, approval } = submission;
  return (
    <header className={css.head}>
      {children}
      <PersonLink account={account} />
      <span className={css.facts}>
        <When at={approval.submittedAt} />
        {isHeldEdit(submission) ? <span>{words.item.edit}</span> : null}
        {approval.version > 1 ? <span>{words.item.version(approval.version)}</span> : null}
        {submission.visibility === 'public' ? null : (
          <span>{visibility[submission.visibility as 'direct']}</span>
        )}
      </span>
    </header>
  );
}

export function SubmissionBody({ submission }: { submission: Submission }) {
  const { approval: words } = useTexts();
  const { id, approval, content, language, mediaAttachments: pictures, sensitive, spoilerText } = submission;
  return (
    <div data-submission={approval.submissionId} lang={language ?? ''}>
      {spoilerText === '' ? null : (
        <p className={css.warning}>
          <strong>{words.item.warning}</strong> <span dir="auto">{spoilerText}</span>
        </p>
      )}
      <Markup html={content} />
      <Pictures post={id} pictures={pictures} covered={sensitive} />
      {pictures.length === 0 ? null : (
        <ol className={css.alts}>
          {pictures.map(({ id: picture, description }, at) => (
            <li key={picture}>
              {words.item.picture(at + 1)} {description ? <q dir="auto">{description}</q> : words.item.noAlt}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
