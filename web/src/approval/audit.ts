/** Who decided and changed what. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { Account, ReasonCode } from '../api/entities.ts';
import { nextIn } from '../api/pages.ts';

export interface Deed {
  id: string;
  createdAt: string;
  /** null: whoever runs the server, from its command line. */
  account: Account | null;
  action: string;
  target: { kind: string; id: string };
  reasonCode: ReasonCode | null;
  reason: string | null;
  details: Record<string, unknown>;
}

export interface DeedFilter {
  accountId: string | null;
  action: string | null;
  targetId: string | null;
}

export const actions = ['submission.approve', 'submission.reject', 'policy.update'] as const;

export function filterIn(search: string): DeedFilter {
  const query = new URLSearchParams(search);
  return {
    accountId: query.get('account_id'),
    action: query.get('action'),
    targetId: query.get('target_id'),
  };
}

/** The address of the log, so filtered. */
export function pathWith({ accountId, action, targetId }: DeedFilter): string {
  const parts = { account_id: accountId, action, target_id: targetId };
  const query = new URLSearchParams(
    Object.entries(parts).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
  return query.size === 0 ? '/review/log' : `/review/log?${query}`;
}

export function useDeeds(filter: DeedFilter) {
  const list = useInfiniteQuery({
    queryKey: ['audit-log', filter],
    queryFn: async ({ pageParam }) => {
      const { data, headers } = await request<Deed[]>('GET', '/api/v1/admin/audit_log', {
        query: {
          account_id: filter.accountId ?? undefined,
          action: filter.action ?? undefined,
          target_id: filter.targetId ?? undefined,
          max_id: pageParam ?? undefined,
          limit: 40,
        },
      });
      return { items: data, next: nextIn(headers) };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const deeds = new Map(
    list.data?.pages.flatMap(({ items }) => items.map((deed) => [deed.id, deed] as const)),
  );
  return { ...list, deeds };
}
