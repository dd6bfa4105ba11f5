/** Whether a sending of long ago, whose answer never came, made a post after all: looked for among one's own. */
import { normalizeText } from '@fanfare/text';
import { api, request } from '../api/client.ts';
import type { Post, Submission } from '../api/entities.ts';
import type { Attempt } from './draft.ts';

/** ms: clocks differ, and a request may have been long under way. */
const AROUND = 15 * 60_000;

export async function postedBefore(accountId: string, { body, at }: Attempt): Promise<Post | null> {
  const then = (time: string) => Math.abs(Date.parse(time) - at) < AROUND;
  const text = normalizeText(body.status);
  const posts = await api().v1.accounts.$select(accountId).statuses.list({ limit: 40, excludeReblogs: true });
  for (const post of posts.filter((one) => then(one.createdAt))) {
    const source = await api().v1.statuses.$select(post.id).source.fetch();
    if (source.text === text) return post;
  }
  const { data } = await request<Submission[]>('GET', '/api/v1/submissions', { query: { limit: 40 } });
  for (const { approval } of data.filter((one) => then(one.approval.submittedAt))) {
    // The text stands in the answer about one alone.
    const path = `/api/v1/submissions/${approval.submissionId}`;
    const { data: submission } = await request<Submission>('GET', path);
    if (submission.text === text) return submission;
  }
  return null;
}
