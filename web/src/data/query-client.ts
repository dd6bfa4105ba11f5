/** Everything that came from the server and is on the screen. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { mayPass, troubleOf } from '../api/errors.ts';
import { session } from '../api/session.ts';
import { noteAnswer } from './connection.ts';

/** A refused token is said once, over whatever is on the screen; nothing is thrown away. */
function notice(error: unknown): void {
  if (troubleOf(error).kind === 'signed-out') session.expire();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: notice,
    onSuccess: noteAnswer,
  }),
  mutationCache: new MutationCache({ onError: notice }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && mayPass(error),
      // Lists are refreshed by the stream and by the person, never under the person's eyes.
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      // Without a network a request fails and says so; to wait for one looks like loading for ever.
      networkMode: 'always',
    },
    // A write is repeated by the person, or with its idempotency key, never blindly.
    mutations: { retry: false, networkMode: 'always' },
  },
});

// Lists name posts by id long before they are on the screen, and long after.
queryClient.setQueryDefaults(['post'], {
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

/** The connection is back: what failed on the screen is asked for again. */
export function askAgain(): void {
  void queryClient.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' });
}
