/** How a submission in the queue stands now, and who of the reviewers decided it. */
import { request } from '../api/client.ts';
import type { Account } from '../api/entities.ts';
import { troubleOf } from '../api/errors.ts';
import type { Decider } from './queue.ts';
import { dequeue, fetchDetail, keepReviewed } from './queue.ts';

/** @param by known already */
export async function lookAt(id: string, by: Decider | null = null): Promise<void> {
  try {
    const { submission } = await fetchDetail(id);
    const { state } = submission.approval;
    const decided = state === 'approved' || state === 'rejected';
    keepReviewed(submission, decided ? (by ?? (await deciderOf(id))) : null);
  } catch (error) {
    // The next look finds it, but for what is no more: then there is nothing to say about it.
    if (troubleOf(error).kind === 'missing') dequeue(id);
  }
}

/** null: it is not on record yet, or not for this reviewer to see. */
async function deciderOf(id: string): Promise<Decider | null> {
  const query = { target_kind: 'submission', target_id: id, limit: 1 };
  try {
    const { data } = await request<{ account: Account | null }[]>('GET', '/api/v1/admin/audit_log', {
      query,
    });
    return data[0]?.account ?? null;
  } catch {
    // What was decided is shown without the name.
    return null;
  }
}
