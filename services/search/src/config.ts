import { defineSettings } from '@fanfare/kernel';

/** Search has no settings of its own. */
export const searchSettings = defineSettings({});

/** `ELASTICSEARCH_URL` is declared with the other engines; null: the embedded index. */
export interface SearchConfig {
  ELASTICSEARCH_URL: string | null;
}

/** Posts that the index may name for one request: those that the viewer may not see count too. */
export const STATUS_CANDIDATES = 1_000;
/** Accounts and tags that the index may name for one request; pages end there. */
export const CANDIDATES = 500;
/** Followed accounts that are put first: the newest so many. */
export const FOLLOWED = 10_000;
/** Favourites, bookmarks and boosts each, the newest, in which posts that are not public are found. */
export const KEPT = 2_000;
/** Uses of one tag that its history counts, the newest. */
export const TAG_USES = 2_000;
export const TAG_DAYS = 7;
/** How long a request waits for an index that is being made, in ms. */
export const PATIENCE = 2_000;
/** Posts of which the time is known at which they could be found. */
export const NEWEST = 2_000;
/** How often one of several processes looks whether the index that they share is still there, in ms. */
export const LOOK_EVERY = 2_000;
/** Rows of the truth that a rebuild reads at once. */
export const WINDOW = 200;
