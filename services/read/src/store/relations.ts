/** How viewers stand to other accounts. */
import type { Relation } from '../domain/facts.ts';
import { stranger } from '../domain/facts.ts';
import type { Db } from './db.ts';
import { inPieces } from './db.ts';

/** By viewer, then by the other account; pairs without any tie are left out. */
export type RelationMatrix = Map<number, Map<number, Relation>>;

export async function relations(
  db: Db,
  viewers: readonly number[],
  others: readonly number[],
): Promise<RelationMatrix> {
  const [follows, blocks, blockers, mutes] = await Promise.all([
    crossed(viewers, others, (some, those) => followRows(db, some, those)),
    crossed(viewers, others, (some, those) => blockRows(db, some, those)),
    crossed(others, viewers, (some, those) => blockRows(db, some, those)),
    crossed(viewers, others, (some, those) => muteRows(db, some, those)),
  ]);
  const matrix: RelationMatrix = new Map(viewers.map((viewer) => [viewer, new Map()]));
  const change = (viewer: number, other: number, with_: Partial<Relation>) => {
    const row = matrix.get(viewer);
    row?.set(other, { ...(row.get(other) ?? stranger), ...with_ });
  };
  for (const row of follows) {
    change(row.follower_id, row.followee_id, {
      following: true,
      showReblogs: row.show_reblogs === 1,
      languages: row.languages === null ? null : (JSON.parse(row.languages) as string[]),
    });
  }
  for (const row of blocks) change(row.blocker_id, row.blocked_id, { blocking: true });
  for (const row of blockers) change(row.blocked_id, row.blocker_id, { blockedBy: true });
  for (const row of mutes) {
    const mute = { expiresAt: row.expires_at, hideNotifications: row.hide_notifications === 1 };
    change(row.muter_id, row.muted_id, { mute });
  }
  return matrix;
}

/** Both sides in pieces. */
function crossed<Row>(
  some: readonly number[],
  those: readonly number[],
  load: (some: readonly number[], those: readonly number[]) => Promise<Row[]>,
): Promise<Row[]> {
  return inPieces(some, (piece) => inPieces(those, (others) => load(piece, others)));
}

function followRows(db: Db, followers: readonly number[], followees: readonly number[]) {
  return db
    .selectFrom('follows')
    .select(['follower_id', 'followee_id', 'show_reblogs', 'languages'])
    .where('follower_id', 'in', followers)
    .where('followee_id', 'in', followees)
    .where('state', '=', 'active')
    .execute();
}

function blockRows(db: Db, blockers: readonly number[], blocked: readonly number[]) {
  return db
    .selectFrom('blocks')
    .select(['blocker_id', 'blocked_id'])
    .where('blocker_id', 'in', blockers)
    .where('blocked_id', 'in', blocked)
    .where('active', '=', 1)
    .execute();
}

function muteRows(db: Db, muters: readonly number[], muted: readonly number[]) {
  return db
    .selectFrom('mutes')
    .select(['muter_id', 'muted_id', 'hide_notifications', 'expires_at'])
    .where('muter_id', 'in', muters)
    .where('muted_id', 'in', muted)
    .where('active', '=', 1)
    .execute();
}
