/** Signing out: nothing of the account stays in this browser. */
import { session } from '../api/session.ts';
import { signOut } from '../api/sign-in.ts';
import { queryClient } from '../data/query-client.ts';
import { forgetSearches } from '../search/recent.ts';

/** The page is left whole, so that nothing is kept in memory either. */
export function leave(): void {
  forgetSearches();
  signOut()
    // The server was not told, and this browser has forgotten the token all the same.
    .catch(() => session.end())
    .finally(() => {
      queryClient.clear();
      location.assign('/');
    });
}
