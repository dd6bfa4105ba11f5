import type { EventOf, EventType } from '@fanfare/contracts/events';
import type { ConsumerGroup, Handler } from '@fanfare/eventlog';
import { KEEP_STREAM } from '../config.ts';
import { resyncRow } from '../domain/rows.ts';
import type { StreamWriter } from '../flows/stream-writer.ts';
import type { NotificationNeeds } from '../needs.ts';
import { onFollowCreated } from './follow-created.ts';
import { onFollowRemoved } from './follow-removed.ts';
import { onFollowRequested } from './follow-requested.ts';
import { onHeartbeat } from './heartbeat.ts';
import { onStatusDeleted } from './status-deleted.ts';
import { onStatusEdited } from './status-edited.ts';
import { onStatusFavourited } from './status-favourited.ts';
import { onStatusPublished } from './status-published.ts';
import { onStatusUnfavourited } from './status-unfavourited.ts';
import { onSubmissionCreated } from './submission-created.ts';
import { onSubmissionDecided } from './submission-decided.ts';
import { onSubmissionWithdrawn } from './submission-withdrawn.ts';

export function consumerGroup(needs: NotificationNeeds, stream: StreamWriter): ConsumerGroup {
  return {
    group: 'notification',
    database: stream.database,
    // People wait for what comes live; a flood of deliveries to timelines must not stand before it.
    lane: 'people',
    handlers: byAge(
      handlersOn(needs, stream),
      handlersOn(needs, { ...stream, append: async () => {} }),
      ({ at }) => at < needs.clock.now() - KEEP_STREAM,
    ),
    /** Notifications of lost events cannot be had back; whoever listens is told to load anew. */
    async rebuild() {
      needs.log.warn(
        {},
        'Events were lost: nobody is notified of them, and open streams are told to load anew',
      );
      await stream.database.unit((unit) => stream.append(unit, [resyncRow(needs.clock.now())]));
    },
  };
}

type Handlers = ConsumerGroup['handlers'];

function handlersOn(needs: NotificationNeeds, stream: StreamWriter): Handlers {
  return {
    'status.published': onStatusPublished(needs, stream),
    'status.edited': onStatusEdited(needs, stream),
    'status.deleted': onStatusDeleted(stream),
    'status.favourited': onStatusFavourited(stream),
    'status.unfavourited': onStatusUnfavourited,
    'follow.requested': onFollowRequested(stream),
    'follow.created': onFollowCreated(stream),
    'follow.removed': onFollowRemoved,
    'submission.created': onSubmissionCreated(needs, stream),
    'submission.decided': onSubmissionDecided(needs, stream),
    'submission.withdrawn': onSubmissionWithdrawn(needs, stream),
    heartbeat: onHeartbeat(stream),
  };
}

/**
 * An event that comes later than streams are kept is stored, but no longer live: its row could have been there, been
 * read and been pruned, and would come a second time.
 */
function byAge(live: Handlers, late: Handlers, isLate: (event: EventOf) => boolean): Handlers {
  const handlers: Record<string, Handler<EventType>> = {};
  for (const [type, now] of Object.entries(live) as unknown as [EventType, Handler<EventType>][]) {
    const then = late[type] as unknown as Handler<EventType>;
    handlers[type] = (event, context) => (isLate(event) ? then : now)(event, context);
  }
  return handlers;
}
