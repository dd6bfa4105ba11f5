/** One of one's own posts that wait, or waited, for approval. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import type { Submission } from '../api/entities.ts';
import { nameOf, pathOf } from '../people/person.ts';
import { useTexts } from '../texts/index.ts';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { ApprovalLine } from './approval-line.tsx';
import { Changes } from './changes.tsx';
import { isHeldEdit } from './states.ts';
import card from './submission-card.module.css';
import { SubmissionBody, SubmissionHead } from './submission-card.tsx';
import { useSubmission } from './submissions.ts';

export function OwnSubmission({ id }: { id: string }) {
  const { approval: words } = useTexts();
  const { data: submission, error, refetch } = useSubmission(id);
  if (submission === undefined) {
    return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
  }
  const { state } = submission.approval;
  return (
    <article className={card.card} aria-label={words.own.item(nameOf(submission.account))}>
      <SubmissionHead submission={submission} />
      {state === 'withdrawn' && !submission.content ? (
        <p className="fine">{words.own.withdrawnText}</p>
      ) : (
        <SubmissionBody submission={submission} />
      )}
      {isHeldEdit(submission) && state !== 'withdrawn' ? <EditOf submission={submission} /> : null}
      <ApprovalLine post={submission} />
      {state === 'approved' ? <Link href={pathOf.post(submission)}>{words.own.openPublished}</Link> : null}
    </article>
  );
}

function EditOf({ submission }: { submission: Submission }) {
  const { approval: words } = useTexts();
  const { data: published } = useQuery({
    queryKey: ['published', submission.id],
    queryFn: () => api().v1.statuses.$select(submission.id).fetch(),
    staleTime: 60_000,
  });
  if (published === undefined) return null;
  return (
    <details>
      <summary>{words.changes.edit}</summary>
      <Changes title={words.changes.edit} before={published} after={submission} />
    </details>
  );
}
