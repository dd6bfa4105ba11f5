/** Names of the apps that posts were made with. They do not change, so they are kept. */
import { complaint, isAppError } from '@fanfare/kernel';
import type { Application } from '../domain/present-status.ts';
import type { ReadNeeds } from '../needs.ts';
import { boundedMap } from '../store/bounded-map.ts';

const APPS = 2000;

export type Applications = (
  ids: Iterable<string | null>,
) => Promise<(id: string | null) => Application | undefined>;

export function applications({
  contracts,
  log,
  forget,
}: Pick<ReadNeeds, 'contracts' | 'log' | 'forget'>): Applications {
  const trouble = complaint(
    log,
    'Posts are shown without the names of their apps',
    'Posts are shown with the names of their apps again',
  );
  const known = boundedMap<string, { app: Application | undefined }>(APPS, forget);
  return async (ids) => {
    const found = new Map<string, Application | undefined>();
    const missing: string[] = [];
    for (const id of new Set(ids)) {
      if (id === null) continue;
      const one = known.get(id);
      if (one === undefined) missing.push(id);
      else found.set(id, one.app);
    }
    if (missing.length > 0) {
      const keep = known.filler();
      try {
        const apps = await contracts.auth.applications({ ids: missing });
        trouble.settle();
        for (const { id, name, website } of apps) found.set(id, { name, website });
        for (const id of missing) keep(id, { app: found.get(id) });
      } catch (err) {
        if (!isAppError(err, 'engine_away')) throw err;
        // The name of an app is an ornament: posts are read while auth is away, and it is asked again.
        trouble.raise(err);
      }
    }
    return (id) => (id === null ? undefined : found.get(id));
  };
}
