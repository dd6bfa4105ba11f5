/** Where a post of one's own is: held, published, at its followers', in the search. */
import type { StatusDelivery } from '@fanfare/contracts/entities';
import { AppError, isAppError } from '@fanfare/kernel';
import { counts } from '@fanfare/sql';
import type { Write } from '../needs.ts';
import { deliveryOf } from '../store/delivery.ts';
import { resolveId } from '../store/resolve.ts';
import type { StatusRow } from '../store/statuses.ts';
import type { SubmissionRow } from '../store/submissions.ts';
import { submissionBehind } from '../store/submissions.ts';

/** @throws AppError `not_found` for everybody but its author */
export async function showDelivery(write: Write, viewerId: number, id: number): Promise<StatusDelivery> {
  const found = await resolveId(write.db.read, viewerId, id);
  if (found?.kind === 'submission') return held(found.submission);
  if (found?.status.account_id !== viewerId) throw new AppError('not_found');
  return published(write, found.status);
}

function held(row: SubmissionRow): StatusDelivery {
  return {
    id: String(row.id),
    state: 'held',
    submitted_at: iso(row.submitted_at),
    decided_at: null,
    published_at: null,
    delivered_at: null,
    indexed_at: null,
    indexed: false,
    slices: null,
    followers: null,
  };
}

async function published(write: Write, status: StatusRow): Promise<StatusDelivery> {
  const db = write.db.read;
  const [delivery, approval, search, followers] = await Promise.all([
    deliveryOf(db, status.id),
    submissionBehind(db, status.id),
    searchOf(write, status),
    followersOf(write, status),
  ]);
  const delivered = status.pulled === 1 || !delivery.open;
  // Readers fetch what is not pushed: it is there as soon as it is published.
  const deliveredAt = status.pulled === 1 ? status.created_at : delivery.lastAt;
  return {
    id: String(status.id),
    state: !delivered ? 'published' : search.indexed === true ? 'indexed' : 'delivered',
    submitted_at: iso(approval?.submitted_at ?? status.created_at),
    decided_at: isoOrNull(approval?.decided_at ?? null),
    published_at: iso(status.created_at),
    delivered_at: isoOrNull(delivered ? deliveredAt : null),
    indexed_at: isoOrNull(search.at),
    indexed: search.indexed,
    slices:
      delivered || delivery.slices === null
        ? null
        : { done: Math.min(delivery.done, delivery.slices), of: delivery.slices },
    followers,
  };
}

/** Null: there is nothing to find of a boost, or search does not answer. */
async function searchOf(
  { contracts }: Write,
  status: StatusRow,
): Promise<{ indexed: boolean | null; at: number | null }> {
  if (status.reblog_of_id !== null) return { indexed: null, at: null };
  try {
    const { found, at } = await contracts.search.found({
      account_id: status.account_id,
      status_id: status.id,
    });
    return { indexed: found, at: found ? at : null };
  } catch (error) {
    if (!isAppError(error, 'engine_away')) throw error;
    return { indexed: null, at: null };
  }
}

/** Whom a direct post reaches, its author has named. */
async function followersOf({ db }: Write, { account_id, visibility }: StatusRow): Promise<number | null> {
  if (visibility === 'direct') return null;
  const found = await counts(db.read, ['account.followers'], [account_id]);
  return found.get(account_id)?.['account.followers'] ?? null;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}
