/** It is posted, saved, or waits: shown where it belongs at once, and said. */
import { navigate } from 'wouter/use-browser-location';
import type { Post, Submission } from '../api/entities.ts';
import { settle } from '../approval/settle.ts';
import { refreshOwnSubmissions } from '../approval/submissions.ts';
import { lists, prepend } from '../data/lists.ts';
import { changePost, keepPost, knownPost } from '../data/posts.ts';
import { queryClient } from '../data/query-client.ts';
import { pathOf } from '../people/person.ts';
import { texts } from '../texts/index.ts';
import { toast } from '../ui/toasts.tsx';
import type { Draft } from './draft.ts';

const waiting = '/submissions';

export function land(draft: Draft, answer: Post): void {
  const { compose } = texts();
  const isNew = draft.edits === null;
  take(answer.account.id, answer, isNew);
  if (waits(answer)) {
    const text = isNew ? compose.waits : compose.editWaits;
    toast(text, { action: { label: compose.seeWaiting, run: () => navigate(waiting) } });
    return;
  }
  const run = () => navigate(pathOf.post(answer));
  toast(isNew ? compose.posted : compose.saved, { action: { label: compose.see, run } });
}

export function pathTo(post: Post): string {
  return waits(post) ? waiting : pathOf.post(post);
}

function waits({ approval }: Post): boolean {
  return approval?.state === 'pending';
}

/** Into every list that it stands on top of. */
export function take(ownId: string, post: Post, isNew = true): void {
  if (post.approval !== undefined && waits(post)) {
    // Of a published post whose edit waits: it stands as it was, and says that something waits.
    settle(post as Submission);
    return;
  }
  const known = knownPost(post.id) != null;
  keepPost(post);
  if (!isNew) {
    refreshOwnSubmissions();
    return;
  }
  prepend(lists.home, [post.id]);
  prepend(lists.account(ownId, 'replies'), [post.id]);
  const { inReplyToId } = post;
  if (inReplyToId == null) prepend(lists.account(ownId, 'posts'), [post.id]);
  if (post.mediaAttachments.length > 0) prepend(lists.account(ownId, 'media'), [post.id]);
  if (inReplyToId == null) return;
  const counted = post.visibility === 'public' || post.visibility === 'unlisted';
  if (counted && !known) {
    changePost(inReplyToId, (parent) => ({ ...parent, repliesCount: parent.repliesCount + 1 }));
  }
  void queryClient.invalidateQueries({ queryKey: ['thread'] });
}
