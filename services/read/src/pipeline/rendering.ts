/** What belongs to one version of a post, rendered once and kept. */
import type { StatusParts, StatusRow } from '../domain/facts.ts';
import type { RenderedStatus } from '../domain/present-status.ts';
import { renderedBoost, renderStatus } from '../domain/present-status.ts';
import type { Urls } from '../domain/urls.ts';
import { batched } from '../store/batched.ts';
import { boundedMap } from '../store/bounded-map.ts';
import type { Db } from '../store/db.ts';
import { statusParts } from '../store/statuses.ts';

const POSTS = 20_000;

export interface Rendering {
  rendered: RenderedStatus;
  /** Ids of the accounts that the post mentions. */
  mentions: readonly number[];
}

const boost: Rendering = { rendered: renderedBoost, mentions: [] };
const noParts: StatusParts = { mentions: [], tags: [], media: [] };

export type Renderings = (rows: readonly StatusRow[]) => Promise<(row: StatusRow) => Rendering>;

export function renderings(db: Db, urls: Urls): Renderings {
  const cache = boundedMap<number, { version: number; rendering: Rendering }>(POSTS);
  const parts = batched((ids) => statusParts(db, ids));

  function render(row: StatusRow, belongs: StatusParts): Rendering {
    return {
      rendered: renderStatus(row.text, belongs, urls),
      mentions: belongs.mentions.map((mention) => mention.id),
    };
  }

  return async (rows) => {
    const found = new Map<number, Rendering>();
    const missing: StatusRow[] = [];
    for (const row of rows) {
      // Nothing of a deleted post is shown; what it mentioned is not asked any more.
      if (row.reblog_of_id !== null || row.deleted_at !== null) continue;
      const known = cache.get(row.id);
      if (known?.version === row.version) found.set(row.id, known.rendering);
      else missing.push(row);
    }
    if (missing.length > 0) {
      const loaded = await parts(missing.map((row) => row.id));
      for (const row of missing) {
        const rendering = render(row, loaded.get(row.id) ?? noParts);
        found.set(row.id, rendering);
        cache.set(row.id, { version: row.version, rendering });
      }
    }
    return (row) => found.get(row.id) ?? boost;
  };
}
