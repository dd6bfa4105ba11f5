/** What became of a post in the queue: decided here and still to be undone, or decided by somebody else. */
import { nameOf } from '../people/person.ts';
import { plainText } from '../posts/plain.ts';
import type { Texts } from '../texts/index.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import type { Verdict } from './decisions.ts';
import { forgetVerdict, useVerdicts } from './decisions.ts';
import type { Reviewed } from './queue.ts';
import { dequeue } from './queue.ts';
import { reasonWords } from './reasons.ts';
import css from './review-item.module.css';

interface Props {
  reviewed: Reviewed;
  verdict: Verdict | undefined;
  undo(batch: number): void;
}

export function Outcome({ reviewed, verdict, undo }: Props) {
  const { approval: words } = useTexts();
  const { submission } = reviewed;
  const id = submission.approval.submissionId;
  const together = useVerdicts(
    ({ verdicts }) => Object.values(verdicts).filter(({ batch }) => batch === verdict?.batch).length,
  );
  const held = verdict?.phase === 'held';

  function seen(): void {
    dequeue(id);
    forgetVerdict(id);
  }

  return (
    <div className={css.outcome}>
      <p>
        <span className={css.said} dir="auto">
          {said(words, reviewed, verdict)}
        </span>
        <span className={css.excerpt}>
          <bdi>{nameOf(submission.account)}</bdi>
          {': '}
          <bdi>{plainText(submission.content) || submission.spoilerText}</bdi>
        </span>
      </p>
      {held ? (
        <Button look="second" onClick={() => undo(verdict.batch)}>
          {together > 1 ? words.review.undoAll(together) : words.undo}
        </Button>
      ) : null}
      {verdict === undefined || verdict.phase === 'failed' ? (
        <Button look="second" onClick={seen}>
          {words.review.seen}
        </Button>
      ) : null}
    </div>
  );
}

/** In words, for the eye and for the ear. */
export function said(
  words: Texts['approval'],
  { submission, decidedBy }: Reviewed,
  verdict: Verdict | undefined,
): string {
  if (verdict !== undefined && verdict.phase !== 'failed') {
    return verdict.action === 'approve' ? words.review.approved : words.review.rejected;
  }
  const { approval } = submission;
  const by = decidedBy === null ? words.review.somebody : `@${decidedBy.username}`;
  if (approval.state === 'approved') return words.review.approvedBy(by);
  if (approval.state === 'rejected') return words.review.rejectedBy(by, reasonWords(approval));
  return words.review.withdrawn;
}
