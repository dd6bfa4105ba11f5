import type { authContract, Client } from '@fanfare/contracts';
import type { Log } from '@fanfare/kernel';
import { isAppError } from '@fanfare/kernel';

interface AppNameNeeds {
  contracts: { auth: Pick<Client<typeof authContract>, 'applications'> };
  log: Log;
}

/** The name of an app is an ornament: posts are submitted and decided while auth is away. */
export async function appNames({ contracts, log }: AppNameNeeds, ids: string[]) {
  if (ids.length === 0) return [];
  try {
    return await contracts.auth.applications({ ids });
  } catch (err) {
    if (!isAppError(err, 'engine_away')) throw err;
    // The client of auth has said once that it is away.
    log.debug({ err }, 'Submissions are shown without the names of their apps');
    return [];
  }
}
