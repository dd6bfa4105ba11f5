/** How the place is, as the API says it: for whoever runs it, and in short for everybody. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { troubleOf } from '../api/errors.ts';
import { queryClient } from '../data/query-client.ts';

export type Level = 'ok' | 'degraded' | 'down';
export const abilities = ['reading', 'posting', 'live', 'search', 'notifications'] as const;
export type Ability = (typeof abilities)[number];

export interface PublicStatus {
  status: Level;
  abilities: Record<Ability, Level>;
  at: string;
}

/** Seconds; null: nothing to say it of. */
export interface Times {
  requests: number;
  errors: number;
  p50: number | null;
  p99: number | null;
}

export interface Part {
  name: string;
  ok: boolean;
  needed: boolean;
  detail: string | null;
}

export interface Process extends Times {
  services: string[];
  state: Level | 'away';
  version: string | null;
  runtime: string | null;
  startedAt: string | null;
  memory: number | null;
  busy: number | null;
  parts: Part[];
}

export interface Kept {
  count: number;
  p50: number | null;
  p99: number | null;
}

export interface KeptPromise {
  to: string;
  origin: string;
  hour: Kept;
  day: Kept;
}

/** Null: the place was not running then, or nobody knows. */
export interface Point {
  at: string;
  status: Level | null;
  requests: number | null;
  errors: number | null;
  p50: number | null;
  p99: number | null;
  deliveredP99: number | null;
  busy: number | null;
  memory: number | null;
  lagEvents: number | null;
  sockets: number | null;
  waiting: number | null;
}

type Known = number | null;

export interface FullStatus extends PublicStatus {
  version: string;
  processes: Process[];
  lately: Times;
  promises: KeptPromise[];
  backlog: {
    lagEvents: Known;
    lagSeconds: Known;
    outboxEvents: Known;
    outboxSeconds: Known;
    retries: Known;
    retrySeconds: Known;
    fanoutOpen: Known;
    fanoutOpenSeconds: Known;
  };
  sockets: Known;
  submissions: { waiting: Known; oldestSeconds: Known };
  audit: { checked: Known; errorRate: Known };
  storage: { database: Known; search: Known; media: Known; free: Known };
  history: { step: number; points: Point[] };
}

/** How often one who looks at the page is told anew, in ms. */
const EVERY = 10_000;

export function useFullStatus() {
  return useQuery({
    queryKey: ['status', 'full'],
    queryFn: async () => (await request<FullStatus>('GET', '/api/v1/admin/status')).data,
    refetchInterval: EVERY,
    staleTime: 0,
  });
}

const open = {
  queryKey: ['status', 'open'],
  /** Null: it is not shown to everybody. */
  queryFn: async (): Promise<PublicStatus | null> => {
    try {
      return (await request<PublicStatus>('GET', '/api/v1/instance/status', { anonymous: true })).data;
    } catch (error) {
      if (troubleOf(error).kind === 'missing') return null;
      throw error;
    }
  },
  staleTime: 0,
};

export function usePublicStatus() {
  return useQuery({ ...open, refetchInterval: EVERY });
}

/** For before the first render. */
export function prefetchPublicStatus(): Promise<void> {
  return queryClient.prefetchQuery(open);
}

const PLACE = '/api/v1/admin/instance';
interface Shown {
  publicStatus: boolean;
}
const shownKey = ['status', 'shown'] as const;

/** Whether everybody may see it. */
export function useShownToAll() {
  return useQuery({
    queryKey: shownKey,
    queryFn: async () => (await request<Shown>('GET', PLACE)).data.publicStatus,
  });
}

export function useShowToAll() {
  return useMutation({
    mutationFn: async (publicStatus: boolean) =>
      (await request<Shown>('PUT', PLACE, { body: { publicStatus } })).data.publicStatus,
    onSuccess: (shown) => queryClient.setQueryData(shownKey, shown),
  });
}
