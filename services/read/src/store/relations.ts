/** How viewers stand to other accounts. */

import type { StatementValues } from '@fanfare/sql';
import { prepared } from '@fanfare/sql';
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
    crossed(viewers, others, (pairs) => followRows(db, pairs)),
    crossed(viewers, others, (pairs) => blockRows(db, pairs)),
    crossed(others, viewers, (pairs) => blockRows(db, pairs)),
    crossed(viewers, others, (pairs) => muteRows(db, pairs)),
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
  load: (pairs: Pairs) => Promise<Row[]>,
): Promise<Row[]> {
  return inPieces(some, (from) => inPieces(those, (to) => load({ from, to })));
}

interface Pairs extends StatementValues {
  from: readonly number[];
  to: readonly number[];
}

const followRows = prepared((db: Db, { from, to }: Pairs) =>
  db
    .selectFrom('follows')
    .select(['follower_id', 'followee_id', 'show_reblogs', 'languages'])
    .where('follower_id', 'in', from)
    .where('followee_id', 'in', to)
    .where('state', '=', 'active'),
);

const blockRows = prepared((db: Db, { from, to }: Pairs) =>
  db
    .selectFrom('blocks')
    .select(['blocker_id', 'blocked_id'])
    .where('blocker_id', 'in', from)
    .where('blocked_id', 'in', to)
    .where('active', '=', 1),
);

const muteRows = prepared((db: Db, { from, to }: Pairs) =>
  db
    .selectFrom('mutes')
    .select(['muter_id', 'muted_id', 'hide_notifications', 'expires_at'])
    .where('muter_id', 'in', from)
    .where('muted_id', 'in', to)
    .where('active', '=', 1),
);
