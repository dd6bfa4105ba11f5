/** What write offers to the other services. */
import type { Client, writeContract } from '@fanfare/contracts';
import { may } from '@fanfare/contracts';
import { presentApproval } from './domain/present-submission.ts';
import { publishMany } from './flows/publish-many.ts';
import { showSubmissions } from './flows/show-submissions.ts';
import { submitMany } from './flows/submit-many.ts';
import type { Write } from './needs.ts';
import { authorById } from './store/authors.ts';
import { resolveMany } from './store/resolve.ts';
import { pendingEditsOf, submissionsByIds } from './store/submissions.ts';

export function provide(write: Write): Client<typeof writeContract> {
  const db = write.db.read;
  return {
    publishMany: async ({ statuses }) => ({ ids: await publishMany(write, statuses) }),
    submitMany: async ({ posts }) => ({ ids: await submitMany(write, posts) }),

    async submissions({ viewer_id, ids }) {
      const rows = await submissionsByIds(db, ids);
      const viewer = await authorById(db, viewer_id);
      const reviews = viewer !== undefined && may(viewer.role, 'approve_posts');
      const seen = [...rows.values()].filter((row) => reviews || row.account_id === viewer_id);
      const shown = await showSubmissions(write, viewer_id, seen);
      const byId = new Map(seen.map((row, index) => [row.id, shown[index] ?? null]));
      return ids.map((id) => byId.get(id) ?? null);
    },

    async resolve({ viewer_id, ids }) {
      const meanings = await resolveMany(db, viewer_id, ids);
      const rows = meanings.flatMap((meaning) => meaning.submission ?? []);
      const shown = await showSubmissions(write, viewer_id, rows);
      return meanings.map(({ id, statusId, submission }) => ({
        id,
        status_id: statusId,
        submission: submission === null ? null : (shown[rows.indexOf(submission)] ?? null),
      }));
    },

    async approvals({ viewer_id, status_ids }) {
      const rows = await pendingEditsOf(db, viewer_id, status_ids);
      return rows.flatMap((row) =>
        row.edit_of_id === null ? [] : [{ status_id: row.edit_of_id, approval: presentApproval(row) }],
      );
    },
  };
}
