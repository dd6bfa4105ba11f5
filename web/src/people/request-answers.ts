/** Answers to those who ask to follow: the same wherever the request stands. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { accountLists, removeAccountFrom } from '../data/account-lists.ts';
import { meKey } from '../data/me.ts';
import { queryClient } from '../data/query-client.ts';
import { keepRelationships } from '../data/relationships.ts';
import { toastTrouble } from '../ui/toasts.tsx';

export type RequestAnswer = 'accepted' | 'refused';

const answerKey = (accountId: string) => ['follow-request', accountId] as const;

/** How the request of this account was answered here; null: not yet. */
export function useRequestAnswer(accountId: string): RequestAnswer | null {
  const { data } = useQuery<RequestAnswer | null>({
    queryKey: answerKey(accountId),
    queryFn: () => null,
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60 * 60_000,
  });
  return data;
}

/** They ask again: what was answered before does not count. */
export function forgetRequestAnswer(accountId: string): void {
  queryClient.setQueryData<RequestAnswer | null>(answerKey(accountId), null);
}

export function useAnswerRequest(accountId: string) {
  return useMutation({
    async mutationFn(answer: RequestAnswer) {
      const request = api().v1.followRequests.$select(accountId);
      keepRelationships([await (answer === 'accepted' ? request.authorize() : request.reject())]);
      return answer;
    },
    onSuccess(answer) {
      queryClient.setQueryData<RequestAnswer | null>(answerKey(accountId), answer);
      void queryClient.invalidateQueries({ queryKey: meKey });
    },
    onError: toastTrouble,
  });
}

/** Out of the list of requests, once one has seen the answer or somebody else gave it. */
export function dropRequest(accountId: string): void {
  removeAccountFrom(accountLists.requests, accountId);
}
