/** How much of what the next version adds is in the tables: see next.patch. */
import type { Query } from '../support/truth.ts';

export interface Uses {
  /** Posts written without it. */
  readonly older: number;
  /** Posts written with it. */
  readonly newer: number;
  /** Notifications of such posts that were stored with it: it came along in the event. */
  readonly notified: number;
  readonly words: string;
}

type Ask = (sql: string, of?: 'core' | 'notification') => ReturnType<Query>;

export async function usesOf(query: Ask): Promise<Uses> {
  const count = async (sql: string, of: 'core' | 'notification') =>
    Number((await query(`SELECT count(*) AS found FROM ${sql}`, of))[0]?.found);
  const older = await count("statuses WHERE source = 'older' AND reblog_of_id IS NULL", 'core');
  const newer = await count("statuses WHERE source = 'next' AND reblog_of_id IS NULL", 'core');
  const rows = await count('statuses_sources', 'core');
  const notified = await count("notifications WHERE source = 'next'", 'notification');
  const words = `posts of the older version ${older}, of the newer ${newer} (${rows} in its table), notifications of these ${notified}`;
  return { older, newer, notified, words };
}
