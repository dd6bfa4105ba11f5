/** How many notifications are new: counted by the server, carried on by the stream, and cleared by reading them. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import { queryClient } from '../data/query-client.ts';
import type { Frame } from '../live/frames.ts';
import { useFrames } from '../live/live.tsx';
import { arriveNotice } from './notices.ts';

const unreadKey = ['unread'] as const;

interface Unread {
  /** As the server counted, up to 100. */
  count: number;
  /** Ids of those that came since. */
  since: readonly string[];
}

const count = async (): Promise<Unread> => {
  const { count } = await api().v1.notifications.unreadCount.fetch();
  return { count, since: [] };
};

/** 0 while nobody is signed in, or it is not known yet. */
export function useUnread(): number {
  const signedIn = useSession((state) => state.signedIn !== null);
  const { data } = useQuery({
    queryKey: unreadKey,
    queryFn: count,
    enabled: signedIn,
    // Other devices read too, and no frame tells of it: asked again whenever one looks here anew.
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
    staleTime: 60_000,
  });
  useFrames(hear);
  useEffect(followOtherTabs, []);
  return data === undefined || !signedIn ? 0 : data.count + data.since.length;
}

function hear(frame: Frame): void {
  if (frame.event === 'resync') void queryClient.invalidateQueries({ queryKey: unreadKey });
  if (frame.event !== 'notification') return;
  const { id } = frame.notice;
  const unread = queryClient.getQueryData<Unread>(unreadKey);
  // Several parts of the page hear the same frame.
  if (unread?.since.includes(id)) return;
  if (unread !== undefined)
    queryClient.setQueryData<Unread>(unreadKey, { ...unread, since: [...unread.since, id] });
  arriveNotice(frame.notice);
}

/** Nothing is new any more, here and in this browser's other tabs. */
export function clearUnread(): void {
  clearHere();
  channel().postMessage('read');
}

function clearHere(): void {
  queryClient.setQueryData<Unread>(unreadKey, { count: 0, since: [] });
}

let opened: BroadcastChannel | undefined;

function channel(): BroadcastChannel {
  opened ??= new BroadcastChannel('fanfare.notifications');
  return opened;
}

function followOtherTabs(): () => void {
  // The parts of the page that follow leave one by one.
  const own = () => clearHere();
  channel().addEventListener('message', own);
  return () => channel().removeEventListener('message', own);
}
