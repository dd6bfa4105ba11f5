/** Names of the apps that posts were made with. They do not change, so they are kept. */
import { isAppError } from '@fanfare/kernel';
import type { Application } from '../domain/present-status.ts';
import type { ReadNeeds } from '../needs.ts';
import { boundedMap } from '../store/bounded-map.ts';

const APPS = 2000;

export type Applications = (
  ids: Iterable<string | null>,
) => Promise<(id: string | null) => Application | undefined>;

export function applications({ contracts, log }: Pick<ReadNeeds, 'contracts' | 'log'>): Applications {
  const known = boundedMap<string, { app: Application | undefined }>(APPS);
  return async (ids) => {
    const missing = [...new Set(ids)].filter((id) => id !== null).filter((id) => known.get(id) === undefined);
    if (missing.length > 0) {
      try {
        const apps = await contracts.auth.applications({ ids: missing });
        const found = new Map(apps.map(({ id, name, website }) => [id, { name, website }]));
        for (const id of missing) known.set(id, { app: found.get(id) });
      } catch (err) {
        if (!isAppError(err, 'engine_away')) throw err;
        // The name of an app is an ornament: posts are read while auth is away, and it is asked again.
        log.warn({ err }, 'Posts are shown without the names of their apps');
      }
    }
    return (id) => (id === null ? undefined : known.get(id)?.app);
  };
}
