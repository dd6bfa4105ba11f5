import { defineSettings } from '@fanfare/kernel';

/** Notification has no settings of its own. */
export const notificationSettings = defineSettings({});

/** How long a row of the stream log is kept for those who resume, in ms. */
export const KEEP_STREAM = 24 * 60 * 60_000;
/** How often old rows are removed, in ms. */
export const PRUNE_EVERY = 10 * 60_000;
/** A node looks for rows by itself this often, should a broadcast have been lost, in ms. */
export const POLL_EVERY = 1_000;
/** Open connections check their tokens this often, in ms. */
export const RECHECK_EVERY = 1_000;
/** WebSockets are pinged this often, and cut when the last ping got no answer, in ms. */
export const PING_EVERY = 30_000;
/** An SSE connection shows that it lives this often, in ms. */
export const THUMP_EVERY = 15_000;
/** Streams count as alive this long after the last heartbeat (one is sent every 15 s), in ms. */
export const HEARTBEAT_LIFE = 45_000;
/** A connection that lets more than this wait for it is cut, in bytes. */
export const MAX_WAITING = 2 * 1024 * 1024;
/** Rows matched and dressed at once. */
export const STREAM_BATCH = 64;
/** Subscriptions of one connection. */
export const MAX_SUBSCRIPTIONS = 64;
/** Open connections of one account on one node. */
export const MAX_CONNECTIONS = 64;
/** Notices written in one unit; a post with more recipients takes several. */
export const NOTICES_PER_UNIT = 500;
