/** One post in the reviewers' queue: with its context while it waits, and in a line once somebody has decided. */
import { useQuery } from '@tanstack/react-query';
import type { MouseEvent } from 'react';
import { useEffect } from 'react';
import { api } from '../api/client.ts';
import type { Submission } from '../api/entities.ts';
import { troubleOf } from '../api/errors.ts';
import { nameOf } from '../people/person.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { clsx } from '../ui/clsx.ts';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { AuthorHistory } from './author-history.tsx';
import { Changes } from './changes.tsx';
import { useVerdicts } from './decisions.ts';
import { lookAt } from './look-at.ts';
import type { Reviewed } from './queue.ts';
import { dequeue, useReviewed } from './queue.ts';
import { mayRenew } from './renewal.ts';
import css from './review-item.module.css';
import { Outcome, said } from './review-outcome.tsx';
import { isHeldEdit } from './states.ts';
import { SubmissionBody, SubmissionHead } from './submission-card.tsx';
import { ThreadAbove } from './thread-above.tsx';

export interface ItemActs {
  approve(id: string): void;
  reject(id: string): void;
  undo(batch: number): void;
  /** @param range from the one that was selected before */
  select(id: string, range: boolean): void;
  come(id: string): void;
  /** Said by screen readers. */
  tell(text: string): void;
}

interface Props {
  id: string;
  current: boolean;
  selected: boolean;
  acts: ItemActs;
}

/** What others decided stays for a moment, so that nothing vanishes unexplained. */
const STAYS = 12_000;
export const elementOf = (id: string) => document.getElementById(`review-${id}`);

export function ReviewItem({ id, current, selected, acts }: Props) {
  const { approval: words } = useTexts();
  const { data, error, refetch } = useReviewed(id);
  const verdict = useVerdicts((state) => state.verdicts[id]);
  const decided = data !== undefined && data.submission.approval.state !== 'pending';
  const elsewhere = decided && verdict === undefined ? said(words, data, undefined) : null;
  useEffect(() => {
    if (elsewhere === null) return;
    acts.tell(elsewhere);
    const timer = setTimeout(dequeue, STAYS, id);
    return () => clearTimeout(timer);
  }, [elsewhere, id, acts]);
  if (data === undefined) {
    return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
  }
  const name = nameOf(data.submission.account);
  const waits = data.submission.approval.state === 'pending' && (verdict?.phase ?? 'failed') === 'failed';
  return (
    <article
      id={`review-${id}`}
      tabIndex={-1}
      aria-label={words.item.label(name)}
      aria-current={current ? 'true' : undefined}
      className={clsx(css.item, waits && css.waits)}
      onFocus={() => acts.come(id)}
    >
      {waits ? (
        <Waiting reviewed={data} trouble={verdict?.trouble ?? null} selected={selected} acts={acts} />
      ) : (
        <Outcome reviewed={data} verdict={verdict} undo={acts.undo} />
      )}
    </article>
  );
}

interface WaitingProps extends Pick<Props, 'selected' | 'acts'> {
  reviewed: Reviewed;
  trouble: string | null;
}

function Waiting({ reviewed: { submission, earlier }, trouble, selected, acts }: WaitingProps) {
  const { approval: words } = useTexts();
  const id = submission.approval.submissionId;
  const name = nameOf(submission.account);

  function onSelect(event: MouseEvent): void {
    acts.select(id, event.shiftKey);
  }

  return (
    <div onErrorCapture={() => mayRenew(id) && void lookAt(id)}>
      <SubmissionHead submission={submission}>
        <label className={css.select}>
          <input type="checkbox" checked={selected} onClick={onSelect} onChange={() => {}} />
          <span className="unseen">{words.item.select(name)}</span>
        </label>
      </SubmissionHead>
      <AuthorHistory submission={submission} />
      {submission.inReplyToId == null ? null : <ThreadAbove submission={submission} />}
      {earlier === null ? null : (
        <Changes title={words.changes.revised} before={earlier} after={submission} />
      )}
      {isHeldEdit(submission) ? <Edit submission={submission} /> : <SubmissionBody submission={submission} />}
      {trouble === null ? null : (
        <p className={clsx('notice bad', css.trouble)} role="alert">
          {trouble}
        </p>
      )}
      <p className={css.acts}>
        <Button onClick={() => acts.approve(id)}>{words.review.approve}</Button>
        <Button look="danger" onClick={() => acts.reject(id)}>
          {words.review.reject}
        </Button>
      </p>
    </div>
  );
}

/** What an edit changes against what everybody reads now; and the whole of it. */
function Edit({ submission }: { submission: Submission }) {
  const { approval: words } = useTexts();
  const { data: published, error } = useQuery({
    queryKey: ['review', 'published', submission.id],
    queryFn: () => api().v1.statuses.$select(submission.id).fetch(),
    gcTime: 0,
  });
  if (published === undefined) {
    if (error === null) return <Loading />;
    return (
      <>
        <p className="fine">
          {troubleOf(error).kind === 'missing' ? words.changes.hidden : words.changes.notLoaded}
        </p>
        <SubmissionBody submission={submission} />
      </>
    );
  }
  return (
    <>
      <Changes title={words.changes.edit} before={published} after={submission} />
      <details className={css.whole}>
        <summary>{words.changes.whole}</summary>
        <SubmissionBody submission={submission} />
      </details>
    </>
  );
}
