/** What belongs to one version of a post, rendered once and kept. */
import type { Signal } from '@fanfare/kernel';
import type { CacheLookups } from '@fanfare/telemetry';
import type { StatusParts, StatusRow } from '../domain/facts.ts';
import type { RenderedStatus } from '../domain/present-status.ts';
import { renderStatus } from '../domain/present-status.ts';
import type { Texted } from '../domain/texted.ts';
import { texted } from '../domain/texted.ts';
import type { Urls } from '../domain/urls.ts';
import { batched } from '../store/batched.ts';
import { boundedMap } from '../store/bounded-map.ts';
import type { Db } from '../store/db.ts';
import { statusParts } from '../store/statuses.ts';

/** Some kilobytes each. */
const POSTS = 4000;

export interface Rendering {
  rendered: Texted<RenderedStatus>;
  /** Ids of the accounts that the post mentions. */
  mentions: readonly number[];
}

const noParts: StatusParts = { mentions: [], tags: [], media: [] };

/** @returns what every one of the rows is shown as. */
export type Renderings = (rows: readonly StatusRow[]) => Promise<(row: StatusRow) => Rendering>;

export function renderings(db: Db, urls: Urls, forget: Signal, lookups?: CacheLookups): Renderings {
  const cache = boundedMap<number, { of: StatusRow; rendering: Rendering }>(POSTS, forget);
  const parts = batched((ids) => statusParts(db, ids));

  function render(row: StatusRow, belongs: StatusParts): Rendering {
    return {
      rendered: texted(renderStatus(row, belongs, urls)),
      mentions: belongs.mentions.map((mention) => mention.id),
    };
  }

  return async (rows) => {
    const found = new Map<number, Rendering>();
    const missing: StatusRow[] = [];
    for (const row of rows) {
      const known = cache.get(row.id);
      if (known?.of === row) found.set(row.id, known.rendering);
      else missing.push(row);
    }
    lookups?.hit.inc(rows.length - missing.length);
    lookups?.miss.inc(missing.length);
    // Boosts have no parts, and nothing of a deleted post is shown.
    const whole = missing.filter((row) => row.reblog_of_id === null && row.deleted_at === null);
    const loaded = await parts(whole.map((row) => row.id));
    for (const row of missing) {
      const rendering = render(row, loaded.get(row.id) ?? noParts);
      found.set(row.id, rendering);
      cache.set(row.id, { of: row, rendering });
    }
    return (row) => found.get(row.id) ?? render(row, noParts);
  };
}
