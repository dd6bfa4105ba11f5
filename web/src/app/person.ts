/** Nothing of one person is left on the screen or in memory for the next. */
import { useSession } from '../api/session.ts';
import { forgetPlaces } from '../data/places.ts';
import { queryClient } from '../data/query-client.ts';

export function watchPerson(): void {
  useSession.subscribe(({ signedIn }, { signedIn: before }) => {
    if (before === null || signedIn?.accountId === before.accountId) return;
    forgetPlaces();
    void queryClient.resetQueries();
  });
}
