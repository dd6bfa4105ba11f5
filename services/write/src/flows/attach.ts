/** Hands uploads to a post: published ones get new keys, those of a submission keep their secret ones. */
import { AppError } from '@fanfare/kernel';
import type { ProposedMedia } from '../domain/proposal.ts';
import { focusOf } from '../domain/proposal.ts';
import type { Announced } from '../store/blob-removals.ts';
import { adoptBlobs, removeLater } from '../store/blob-removals.ts';
import type { CoreUnit, Db } from '../store/db.ts';
import type { MediaRow } from '../store/media.ts';
import { changeMedia, deleteMedia, keysOf, mediaByIds, mediaOfSubmission } from '../store/media.ts';

/** Copies of blobs under keys that nobody knows yet, made before the unit that will name them. */
export interface FreshKeys {
  announced: Announced;
  byMedia: ReadonlyMap<number, { original_key: string; preview_key: string | null }>;
}

/** Thrown out of a unit that must publish uploads and has no fresh keys for them: `withFreshKeys` makes them. */
export class FreshKeysNeeded extends Error {
  readonly media: readonly MediaRow[];

  constructor(media: readonly MediaRow[]) {
    super('Uploads need new keys before they are published');
    this.media = media;
  }
}

/**
 * The uploads that a post names, in order.
 * @throws AppError `invalid` for those that are not the author's or belong to another post
 */
export async function attachable(
  db: Db,
  accountId: number,
  ids: readonly number[],
  mine: { statusId?: number | null; submissionId?: number | null; earlier?: ReadonlySet<number> } = {},
): Promise<MediaRow[]> {
  const rows = await mediaByIds(db, ids);
  const fit = rows.filter((row) => {
    if (row.account_id !== accountId || row.original_key === null) return false;
    if (row.status_id !== null) return row.status_id === mine.statusId;
    if (row.submission_id !== null) return row.submission_id === mine.submissionId;
    return row.published === 0 || mine.earlier?.has(row.id) === true;
  });
  if (fit.length < new Set(ids).size) {
    const missing = ids.filter((id) => !fit.some((row) => row.id === id));
    throw new AppError('invalid', {
      text: `Media ${missing.join(', ')} not found or already attached to another post`,
    });
  }
  return fit;
}

/** Puts the attachments of a published post in order, with what is said of each. @throws FreshKeysNeeded */
export async function attachToStatus(
  unit: CoreUnit,
  statusId: number,
  rows: readonly MediaRow[],
  proposed: readonly ProposedMedia[],
  fresh: FreshKeys | null,
): Promise<void> {
  const unpublished = rows.filter((row) => row.published === 0);
  if (unpublished.length > 0) {
    if (fresh === null || unpublished.some((row) => !fresh.byMedia.has(row.id)))
      throw new FreshKeysNeeded(unpublished);
    const ids = unpublished.map((row) => row.id);
    await adoptFresh(unit, fresh, ids);
    await removeLater(unit, unpublished.flatMap(keysOf));
  }
  for (const [position, row] of rows.entries()) {
    const keys = row.published === 0 ? fresh?.byMedia.get(row.id) : undefined;
    const wanted = proposed.find((media) => media.id === row.id);
    const change = {
      ...placed(row, position, wanted),
      ...keys,
      status_id: statusId,
      submission_id: null,
      published: 1,
    };
    await changeOrRefuse(unit, row, change);
  }
}

/** Takes over the copies made for these uploads; copies that turned out not to be needed go. */
export async function adoptFresh(unit: CoreUnit, fresh: FreshKeys, used: readonly number[]): Promise<void> {
  await adoptBlobs(unit, fresh.announced);
  const named = used.flatMap((id) => Object.values(fresh.byMedia.get(id) ?? {}));
  await removeLater(
    unit,
    fresh.announced.keys.filter((key) => !named.includes(key)),
  );
}

/** Keeps new uploads for a submission; what is said of them stands in the submission. */
export async function holdForSubmission(
  unit: CoreUnit,
  submissionId: number,
  rows: readonly MediaRow[],
): Promise<void> {
  for (const [position, row] of rows.entries()) {
    if (row.published === 0) await changeOrRefuse(unit, row, { submission_id: submissionId, position });
  }
}

/** Removes a submission's uploads for good, but those in `but`. @returns the ids of those that went */
export async function dropOfSubmission(
  unit: CoreUnit,
  submissionId: number,
  but: readonly number[] = [],
): Promise<number[]> {
  const rows = (await mediaOfSubmission(unit.db, submissionId)).filter((row) => !but.includes(row.id));
  const ids = rows.map((row) => row.id);
  await deleteMedia(unit.db, ids);
  await removeLater(unit, rows.flatMap(keysOf));
  return ids;
}

function placed(row: MediaRow, position: number, wanted: ProposedMedia | undefined): Partial<MediaRow> {
  if (wanted === undefined) return { position };
  const meta = { ...JSON.parse(row.meta), focus: wanted.focus ?? focusOf(row) ?? undefined };
  return { position, description: wanted.description, meta: JSON.stringify(meta) };
}

async function changeOrRefuse(unit: CoreUnit, row: MediaRow, change: Partial<MediaRow>): Promise<void> {
  if (await changeMedia(unit.db, row, change)) return;
  throw new AppError('invalid', { text: `Media ${row.id} not found or already attached to another post` });
}
