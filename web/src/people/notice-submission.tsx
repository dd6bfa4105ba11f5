/** What a reviewer or the author of a post that waited is told. */
import { Link } from 'wouter';
import type { Notice, Submission } from '../api/entities.ts';
import { useTexts } from '../texts/index.ts';
import css from './notice-card.module.css';
import { Excerpt } from './notice-excerpt.tsx';
import { pathOf } from './person.ts';

export function SubmissionNotice({ notice, submission }: { notice: Notice; submission: Submission }) {
  const { notifications: texts } = useTexts();
  // The types are Fanfare's own, which masto does not list.
  const type: string = notice.type;
  const reason = submission.approval.reason ?? '';
  const [href, label] =
    type === 'admin.submission'
      ? ['/review', texts.toReview]
      : type === 'submission.approved'
        ? [pathOf.post(submission), texts.toPost]
        : ['/submissions', texts.toSubmissions];
  return (
    <>
      <Excerpt post={submission} />
      {type === 'submission.rejected' && reason !== '' ? (
        <p className={css.reason} dir="auto">
          {texts.reason(reason)}
        </p>
      ) : null}
      <p className={css.answer}>
        <Link href={href} className={css.link}>
          {label}
        </Link>
      </p>
    </>
  );
}
