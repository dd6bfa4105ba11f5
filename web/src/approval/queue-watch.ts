/** What changes in the queue while a reviewer looks at it: new posts, revisions, and what others decide. */
import { useCallback, useEffect } from 'react';
import type { Frame } from '../live/frames.ts';
import { useFrames } from '../live/live.tsx';
import { isDecidedHere } from './decisions.ts';
import { lookAt } from './look-at.ts';
import type { Order } from './queue.ts';
import { enqueue, fetchQueue, isQueueWhole, isWaiting, keepReviewed } from './queue.ts';
import { compareQueues } from './queue-order.ts';
import { aboutSubmission } from './states.ts';

/** The socket may be down, or was for a moment. */
const LOOK_EVERY = 30_000;
const LOOK_AT = 40;

export function useQueueWatch(order: Order, ids: readonly string[]): void {
  useFrames(useCallback((frame: Frame) => hear(order, frame), [order]));
  const shown = ids.join();
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void lookOver(order, shown === '' ? [] : shown.split(','));
    };
    const timer = setInterval(look, LOOK_EVERY);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [order, shown]);
}

function hear(order: Order, frame: Frame): void {
  if (frame.event === 'delete') {
    if (isWaiting(frame.id) && !isDecidedHere(frame.id)) void lookAt(frame.id);
  } else if (frame.event === 'notification') {
    const about = aboutSubmission(frame.notice);
    if (about?.type !== 'admin.submission' || about.submission.approval.state !== 'pending') return;
    const id = keepReviewed(about.submission);
    if (order === 'newest' || isQueueWhole(order)) enqueue(order, [id]);
  }
}

/** Compares the screen with the server's queue. */
async function lookOver(order: Order, ids: readonly string[]): Promise<void> {
  const shown = ids.filter((id) => isWaiting(id) && !isDecidedHere(id));
  try {
    const { items, next } = await fetchQueue(order, null, LOOK_AT);
    const waiting = items.map((item) => keepReviewed(item));
    const look = { shown, waiting, whole: next === null, toEnd: isQueueWhole(order) };
    const { gone, fresh } = compareQueues(look);
    enqueue(order, fresh.filter(isWaiting));
    await Promise.all(gone.map((id) => lookAt(id)));
  } catch {
    // The connection is said to be down elsewhere; the next look tries again.
  }
}
