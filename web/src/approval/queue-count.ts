/** How many posts wait for this reviewer, for the badge beside the link to the queue. */
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, request } from '../api/client.ts';
import type { Notice, Submission } from '../api/entities.ts';
import { covers, may } from '../api/permissions.ts';
import { useSession } from '../api/session.ts';
import { useMe } from '../data/me.ts';
import { queryClient } from '../data/query-client.ts';
import type { Frame } from '../live/frames.ts';
import { useFrames } from '../live/live.tsx';
import { aboutSubmission } from './states.ts';

/** More are not counted. */
const MOST = 100;
const key = ['queue-count'] as const;

/** null: whoever is signed in reviews nothing. Follows what others decide. */
export function useQueueCount(): number | null {
  const { data: me } = useMe();
  const scope = useSession((state) => state.signedIn?.scope ?? '');
  const reviewer = may(me?.role, 'approve_posts');
  const full = covers(scope, 'admin:read:submissions');
  const { data: ids } = useQuery({
    queryKey: key,
    queryFn: () => (full ? waitingIds() : noticedIds()),
    enabled: reviewer,
    staleTime: 5 * 60_000,
  });
  // Each use listens for itself.
  useFrames(useCallback((frame: Frame) => follow(frame), []));
  return reviewer ? (ids?.length ?? 0) : null;
}

/** The queue was read, or one of it decided: the badge says the same at once. */
export function recountQueue(change: (ids: readonly string[]) => string[]): void {
  queryClient.setQueryData<string[]>(key, (ids) => ids && change(ids));
}

function follow(frame: Frame): void {
  if (frame.event === 'delete') {
    recountQueue((ids) => ids.filter((id) => id !== frame.id));
  } else if (frame.event === 'resync') {
    void queryClient.invalidateQueries({ queryKey: key });
  } else if (frame.event === 'notification') {
    const about = aboutSubmission(frame.notice);
    if (about?.type !== 'admin.submission') return;
    recountQueue((ids) => [...new Set([...ids, about.submission.approval.submissionId])]);
  }
}

async function waitingIds(): Promise<string[]> {
  const { data } = await request<Submission[]>('GET', '/api/v1/admin/submissions', {
    query: { state: 'pending', limit: MOST },
  });
  return data.map(({ approval }) => approval.submissionId);
}

/** A token that was not given out for reviewing still hears what waits: a notice stands until somebody decides. */
async function noticedIds(): Promise<string[]> {
  const page = await api().v1.notifications.list({ types: ['admin.submission' as never], limit: 80 });
  return page.flatMap((notice) => (notice as Notice).submission?.approval.submissionId ?? []);
}
