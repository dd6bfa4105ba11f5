/**
 * Home by brute force: the definition of DESIGN §8 spelled out over whole tables, with nothing shared with the code
 * under test. Slow and plain on purpose.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const DAY = 24 * 60 * 60_000;

interface Post {
  id: number;
  account_id: number;
  visibility: string;
  language: string | null;
  in_reply_to_id: number | null;
  in_reply_to_account_id: number | null;
  reblog_of_id: number | null;
  created_at: number;
  deleted_at: number | null;
}

interface Follow {
  reblogs: boolean;
  languages: string[] | null;
}

export interface Truth {
  /** All that a person's home holds, newest first, as the API's ids. */
  home(accountId: string): string[];
}

/** Asks the core database for rows. */
export type Query = (sql: string) => Promise<Record<string, unknown>[]>;

/** Of a data folder, while the server may run or not. */
export function queryOf(folder: string): Query {
  return async (sql) => {
    const db = new DatabaseSync(join(folder, 'fanfare.db'), { readOnly: true });
    try {
      return db.prepare(sql).all();
    } finally {
      db.close();
    }
  };
}

interface FollowRow {
  follower_id: number;
  followee_id: number;
  show_reblogs: number;
  languages: string | null;
}

/** Reads the tables as they are now; `now` decides which mutes have run out. */
export async function readTruth(query: Query, now: number): Promise<Truth> {
  const all = async <Row>(sql: string): Promise<Row[]> => (await query(sql)) as Row[];
  const posts = await all<Post>('SELECT * FROM statuses ORDER BY id DESC');
  const follows = new Map<number, Map<number, Follow>>();
  for (const row of await all<FollowRow>("SELECT * FROM follows WHERE state = 'active'")) {
    const mine = follows.get(row.follower_id) ?? new Map<number, Follow>();
    mine.set(row.followee_id, {
      reblogs: row.show_reblogs === 1,
      languages: row.languages === null ? null : JSON.parse(row.languages),
    });
    follows.set(row.follower_id, mine);
  }
  const blocks = await all<{ blocker_id: number; blocked_id: number }>(
    'SELECT * FROM blocks WHERE active = 1',
  );
  const mutes = await all<{ muter_id: number; muted_id: number; expires_at: number | null }>(
    'SELECT * FROM mutes WHERE active = 1',
  );
  const mentions = await all<{ status_id: number; account_id: number }>('SELECT * FROM status_mentions');
  return truthOf(posts, follows, blocks, mutes, mentions, now);
}

function truthOf(
  posts: Post[],
  follows: Map<number, Map<number, Follow>>,
  blocks: { blocker_id: number; blocked_id: number }[],
  mutes: { muter_id: number; muted_id: number; expires_at: number | null }[],
  mentions: { status_id: number; account_id: number }[],
  now: number,
): Truth {
  const byId = new Map(posts.map((post) => [post.id, post]));
  const mentioned = new Set(mentions.map((row) => `${row.status_id} ${row.account_id}`));

  function home(me: number): string[] {
    const followed = follows.get(me) ?? new Map<number, Follow>();
    const hidden = new Set<number>();
    for (const row of blocks) {
      if (row.blocker_id === me) hidden.add(row.blocked_id);
      if (row.blocked_id === me) hidden.add(row.blocker_id);
    }
    for (const row of mutes) {
      if (row.muter_id === me && (row.expires_at === null || row.expires_at > now)) hidden.add(row.muted_id);
    }

    function visible(post: Post): boolean {
      if (post.deleted_at !== null || hidden.has(post.account_id)) return false;
      if (post.account_id === me || post.visibility === 'public' || post.visibility === 'unlisted')
        return true;
      return (
        mentioned.has(`${post.id} ${me}`) || (post.visibility === 'private' && followed.has(post.account_id))
      );
    }

    function candidate(post: Post): boolean {
      if (!visible(post)) return false;
      const follow = followed.get(post.account_id);
      if (post.account_id !== me && follow === undefined) return false;
      if (post.reblog_of_id !== null) {
        const inner = byId.get(post.reblog_of_id);
        return inner !== undefined && visible(inner) && (follow === undefined || follow.reblogs);
      }
      if (follow?.languages != null && post.language !== null && !follow.languages.includes(post.language))
        return false;
      if (post.in_reply_to_id === null || post.account_id === me) return true;
      const answered = post.in_reply_to_account_id;
      return answered !== null && (answered === me || answered === post.account_id || followed.has(answered));
    }

    const candidates = posts.filter(candidate);
    /** By the status that a candidate shows: itself, or the one it boosts. */
    const shows = Map.groupBy(candidates, (post) => post.reblog_of_id ?? post.id);
    const doubled = (post: Post): boolean =>
      post.reblog_of_id !== null &&
      (shows.get(post.reblog_of_id) ?? []).some(
        (other) => other.id < post.id && post.created_at - other.created_at <= DAY,
      );
    return candidates.filter((post) => !doubled(post)).map((post) => String(post.id));
  }

  return { home: (accountId) => home(Number(accountId)) };
}
