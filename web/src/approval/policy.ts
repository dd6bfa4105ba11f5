/** Whose posts wait for approval. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { queryClient } from '../data/query-client.ts';

export const modes = ['off', 'new-accounts', 'everyone'] as const;
export const roleNames = ['owner', 'admin', 'moderator', 'user'] as const;

export interface Policy {
  mode: (typeof modes)[number];
  /** With `new-accounts`: how many posts of an account must have been approved. */
  approvedPosts: number;
  exemptRoles: (typeof roleNames)[number][];
  includeDirect: boolean;
}

const path = '/api/v1/admin/approval_policy';
const key = ['approval-policy'] as const;

export function usePolicy() {
  return useQuery({
    queryKey: key,
    queryFn: async () => (await request<Policy>('GET', path)).data,
  });
}

export function usePolicyChange() {
  return useMutation({
    mutationFn: async (policy: Policy) => (await request<Policy>('PUT', path, { body: policy })).data,
    onSuccess: (policy) => queryClient.setQueryData<Policy>(key, policy),
  });
}
