/** A post waits for approval, or was revised: all who may approve it are told once. */
import type { Handler } from '@fanfare/eventlog';
import { reviewerNotices, stageOf } from '../domain/notices.ts';
import { notify } from '../flows/notify.ts';
import type { StreamWriter } from '../flows/stream-writer.ts';
import type { NotificationNeeds } from '../needs.ts';
import type { NotificationUnit } from '../store/db.ts';
import { noticedOf } from '../store/notifications.ts';
import { reachStage } from '../store/submission-stages.ts';
import { reviewedRows, reviewersOf } from './reviewers.ts';

export function onSubmissionCreated(
  needs: NotificationNeeds,
  stream: StreamWriter,
): Handler<'submission.created'> {
  return async ({ data }) => {
    const reviewers = await reviewersOf(needs);
    return async (unit: NotificationUnit) => {
      if (!(await reachStage(unit, data.submission_id, stageOf(data, false)))) return;
      // Whoever still has the notice of an earlier version needs no other one: it shows what waits now.
      const told = await noticedOf(unit, data.submission_id, 'admin.submission');
      const notices = reviewerNotices(data, reviewers).filter((notice) => !told.has(notice.accountId));
      // What they have before them is no longer what waits.
      const stale = { ...data, version: data.version - 1 };
      await notify(stream, unit, notices, reviewedRows(stale, [...told]));
    };
  };
}
