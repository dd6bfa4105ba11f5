/** A submission's new state, put everywhere where it or its post is shown: lists, threads, the author's own page. */
import type { Submission } from '../api/entities.ts';
import { replaceInLists } from '../data/lists.ts';
import { changePost, forgetPost, keepPost, knownPost, postKey } from '../data/posts.ts';
import { queryClient } from '../data/query-client.ts';
import { isHeldEdit } from './states.ts';
import { keepSubmission, refreshOwnSubmissions } from './submissions.ts';

/** Of one's own, as the server answered or as a notification brought it. */
export function settle(submission: Submission): void {
  keepSubmission(submission);
  refreshOwnSubmissions();
  const { id, approval } = submission;
  if (approval.submissionId === id) settleNew(submission);
  else if (isHeldEdit(submission) || knownPost(approval.submissionId) === undefined) settleEdit(submission);
  else publishInPlace(submission);
}

/** Still, or for ever, without an id of its own among the published. */
function settleNew(submission: Submission): void {
  if (submission.approval.state === 'withdrawn') forgetPost(submission.id);
  else keepPost(submission);
}

/** Others read the published text all the time; its author sees how the edit stands. */
function settleEdit({ approval, ...published }: Submission): void {
  const { state } = approval;
  changePost(published.id, (post) => {
    const { approval: _before, ...plain } = post;
    if (state === 'withdrawn') return plain;
    return state === 'approved' ? { ...plain, ...published, approval } : { ...plain, approval };
  });
}

/** The published post takes the place of the one that waited, and is found under both ids. */
function publishInPlace(post: Submission): void {
  const { submissionId } = post.approval;
  const seen = knownPost(post.id);
  keepPost({ ...post, ...seen, approval: post.approval });
  queryClient.setQueryData(postKey(submissionId), knownPost(post.id));
  replaceInLists(submissionId, post.id);
}
