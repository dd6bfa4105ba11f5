/** Submissions by their own ids, and the lists that their author sees of them: kept in memory only. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { ApprovalState, Submission } from '../api/entities.ts';
import { nextIn } from '../api/pages.ts';
import { useSession } from '../api/session.ts';
import type { IdPage } from '../data/list-state.ts';
import { queryClient } from '../data/query-client.ts';
import { isNews } from './states.ts';

const path = '/api/v1/submissions';
/** Of one's own, with the plain text in `text`. */
export const submissionKey = (id: string) => ['submission', id] as const;
const ownKey = ['submissions'] as const;

/** An answer that was overtaken by a newer one is left aside. */
export function keepSubmission(submission: Submission): string {
  const { submissionId } = submission.approval;
  queryClient.setQueryData<Submission>(submissionKey(submissionId), (known) =>
    isNews(known?.approval, submission.approval) ? submission : known,
  );
  return submissionId;
}

export function knownSubmission(id: string): Submission | undefined {
  return queryClient.getQueryData<Submission>(submissionKey(id));
}

export async function fetchSubmission(id: string): Promise<Submission> {
  return (await request<Submission>('GET', `${path}/${id}`)).data;
}

export function useSubmission(id: string) {
  return useQuery({
    queryKey: submissionKey(id),
    queryFn: () => fetchSubmission(id),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Newest first. */
export function useOwnSubmissions(state: ApprovalState) {
  const list = useInfiniteQuery({
    queryKey: [...ownKey, state],
    queryFn: async ({ pageParam }): Promise<IdPage> => {
      const { data, headers } = await request<Submission[]>('GET', path, {
        query: { state, limit: 20, max_id: pageParam ?? undefined },
      });
      return { ids: data.map(keepSubmission), next: nextIn(headers) };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  return { ...list, ids: [...new Set(list.data?.pages.flatMap((page) => page.ids))] };
}

/** Whether there ever were any: who never waited for approval is not bothered with it. */
export function useHasSubmissions(): boolean {
  const signedIn = useSession((state) => state.signedIn !== null);
  const { data } = useQuery({
    queryKey: [...ownKey, 'any'],
    queryFn: async () => (await request<Submission[]>('GET', path, { query: { limit: 1 } })).data.length > 0,
    enabled: signedIn,
    staleTime: 5 * 60_000,
  });
  return data === true;
}

/** Something changed its state: the lists by state are asked for anew where they are shown. */
export function refreshOwnSubmissions(): void {
  void queryClient.invalidateQueries({ queryKey: ownKey });
}

export async function withdrawSubmission(id: string, keepalive: boolean): Promise<Submission> {
  return (await request<Submission>('DELETE', `${path}/${id}`, { keepalive })).data;
}

/** Sends what was not accepted once more, as it is. @throws MastoHttpError */
export async function resendSubmission(id: string): Promise<Submission> {
  const { text, spoilerText, sensitive, language, mediaAttachments } = await fetchSubmission(id);
  const body = {
    status: text ?? '',
    spoilerText,
    sensitive,
    language: language ?? null,
    mediaIds: mediaAttachments.map((media) => media.id),
  };
  return (await request<Submission>('PUT', `${path}/${id}`, { body })).data;
}
