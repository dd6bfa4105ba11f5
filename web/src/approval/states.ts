/** What an `approval` means for the post that it stands beside. */
import type { Approval, Notice, Post, Submission } from '../api/entities.ts';

/** Not there for anybody but its author and reviewers: it waits, was not accepted, or was taken back. */
export function isUnpublished(post: Pick<Post, 'id' | 'approval'>): boolean {
  const { approval } = post;
  return approval !== undefined && approval.state !== 'approved' && approval.submissionId === post.id;
}

/** An edit of a post that others read in its earlier form; a new post goes by its submission's own id. */
export function isHeldEdit({ id, approval }: Submission): boolean {
  return approval.state !== 'approved' && approval.submissionId !== id;
}

/** Its author may still change it, or take it back. */
export function isOpen({ state }: Pick<Approval, 'state'>): boolean {
  return state === 'pending' || state === 'rejected';
}

/** Whether an answer tells more than what is known, or has been overtaken by it on the way. */
export function isNews(known: Approval | undefined, answer: Approval): boolean {
  if (known === undefined || answer.version !== known.version) {
    return known === undefined || answer.version > known.version;
  }
  return answer.state !== 'pending' || known.state === 'pending';
}

/** null: the notice is about something else. */
export function aboutSubmission(notice: Notice): { type: string; submission: Submission } | null {
  // These types are Fanfare's own.
  const { type, submission }: { type: string; submission?: Submission } = notice;
  return submission === undefined ? null : { type, submission };
}
