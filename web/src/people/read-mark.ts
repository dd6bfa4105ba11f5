/** Up to where the notifications were read, on all of a person's devices. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../api/client.ts';
import { noteTrouble } from '../data/connection.ts';
import { queryClient } from '../data/query-client.ts';
import { isAfter } from './groups.ts';
import { clearUnread } from './unread.ts';

const markKey = ['marker', 'notifications'] as const;

async function fetchMark(): Promise<string> {
  const { notifications } = await api().v1.markers.fetch({ timeline: ['notifications'] });
  return notifications?.lastReadId ?? '0';
}

/** As it was when one came to the page: what is new stays told apart while one looks at it. undefined: not known yet. */
export function useReadMark(): string | undefined {
  const { data, error } = useQuery({
    queryKey: markKey,
    queryFn: fetchMark,
    staleTime: 0,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const [atFirst, setAtFirst] = useState(data);
  if (atFirst === undefined && data !== undefined) setAtFirst(data);
  // Without it nothing is marked as new, but everything can be read.
  return atFirst ?? (error === null ? undefined : '0');
}

/** Says that everything up to the newest was read, as soon as it is in front of somebody's eyes. */
export function useReading(newest: string | undefined, ready: boolean): void {
  useEffect(() => {
    if (newest === undefined || !ready) return;
    const read = () => {
      if (document.visibilityState === 'visible') void moveMark(newest);
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [newest, ready]);
}

let moved: string | null = null;

async function moveMark(newest: string): Promise<void> {
  if (!isAfter(newest, moved)) return;
  const before = moved;
  moved = newest;
  try {
    // Another device may have read further: the server takes positions as they come, backwards too.
    const known = await fetchMark();
    if (isAfter(newest, known)) await api().v1.markers.create({ notifications: { lastReadId: newest } });
    clearUnread();
  } catch (error) {
    // Nobody waits for it: the next look at the page tells again.
    moved = before;
    noteTrouble(error);
  }
  queryClient.setQueryData(markKey, moved ?? undefined);
}
