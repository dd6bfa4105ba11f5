import { defineSettings } from '@fanfare/kernel';

/** Timeline has no settings of its own. */
export const timelineSettings = defineSettings({});

/** Ids kept per home list; below the lowest, home is read from SQL. */
export const HOME_LENGTH = 800;
/** Who has not read home for this long gets no deliveries; the next read builds the list anew. */
export const INACTIVE_AFTER = 30 * 24 * 60 * 60_000;
/** A list ends a day before its owner counts as inactive, so that a silent gap cannot be served. */
export const LIST_TTL = INACTIVE_AFTER - 24 * 60 * 60_000;
/** `last_seen` is written at most this often per person. */
export const SEEN_EVERY = 60 * 60_000;
/** Lists filled by one pipeline. */
export const PUSH_BATCH = 500;
/** Notes of applied slices are kept this long: longer than any event can be delivered again. */
export const KEEP_NOTES = 7 * 24 * 60 * 60_000;
