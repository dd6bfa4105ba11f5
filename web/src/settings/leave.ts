/** Signing out: the server forgets the token, and this browser what was read and searched with it. */
import { session } from '../api/session.ts';
import { signOut } from '../api/sign-in.ts';
import { queryClient } from '../data/query-client.ts';
import { forgetSearches } from '../search/recent.ts';

/** The page is left whole, so that nothing stays in memory either; the request goes on without it. */
export function leave(): void {
  forgetSearches();
  // A server that was not told keeps the token for a while; here it is gone all the same.
  signOut().catch(() => session.end());
  queryClient.clear();
  location.assign('/');
}
