/** Answers to those who ask to follow: the same wherever the request stands. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { accountLists } from '../data/account-lists.ts';
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

/** Of everybody: who asks again is asked about again. */
export function forgetRequestAnswers(): void {
  queryClient.removeQueries({ queryKey: ['follow-request'], type: 'inactive' });
}

/** A new request came in. */
export function arriveRequest(accountId: string): void {
  queryClient.setQueryData<RequestAnswer | null>(answerKey(accountId), null);
  void queryClient.invalidateQueries({ queryKey: accountLists.requests });
  void queryClient.invalidateQueries({ queryKey: meKey });
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
