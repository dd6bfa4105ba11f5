/** Loads what submissions are shown with. Only for those who may see them: the caller has checked it. */
import type { Submission } from '@fanfare/contracts/entities';
import type { MediaUrl } from '../domain/present-media.ts';
import { presentMedia } from '../domain/present-media.ts';
import { presentSubmission } from '../domain/present-submission.ts';
import type { Write } from '../needs.ts';
import { mediaByIds } from '../store/media.ts';
import { partsOf, usernamesOf } from '../store/parts.ts';
import { statusesByIds } from '../store/statuses.ts';
import type { SubmissionRow } from '../store/submissions.ts';
import { proposedMedia, submissionsByIds } from '../store/submissions.ts';
import { appNames } from './app-names.ts';
import { mediaUrls } from './media-urls.ts';

/** Same order. */
export async function showSubmissions(
  write: Write,
  viewerId: number,
  rows: readonly SubmissionRow[],
): Promise<Submission[]> {
  if (rows.length === 0) return [];
  const shared = await sharedMaterial(write, viewerId, rows);
  return Promise.all(rows.map((row) => showOne(write, row, shared)));
}

type Shared = Awaited<ReturnType<typeof sharedMaterial>>;

async function sharedMaterial(write: Write, viewerId: number, rows: readonly SubmissionRow[]) {
  const { read } = write.contracts;
  const authors = unique(rows.map((row) => row.account_id));
  const published = unique(rows.map((row) => row.status_id ?? row.edit_of_id));
  const parents = unique(rows.map((row) => row.parent_submission_id));
  const [accounts, statuses, applications, parentRows, replied, urls] = await Promise.all([
    read.accounts({ ids: authors }),
    published.length === 0 ? [] : read.statuses({ viewer_id: viewerId, ids: published }),
    appNames(write, unique(rows.map((row) => row.application_id))),
    submissionsByIds(write.db.read, parents),
    statusesByIds(write.db.read, unique(rows.map((row) => row.in_reply_to_id))),
    mediaUrls(write),
  ]);
  return {
    urls,
    parents: parentRows,
    replied,
    applications: new Map(applications.map(({ id, name, website }) => [id, { name, website }])),
    account: (id: number) => accounts[authors.indexOf(id)] ?? null,
    published: (id: number | null) => (id === null ? null : (statuses[published.indexOf(id)] ?? null)),
  };
}

async function showOne(write: Write, row: SubmissionRow, shared: Shared): Promise<Submission> {
  const parts = await partsOf(write.db.read, row.account_id, row.text, write.publicUrl);
  const account = shared.account(row.account_id);
  if (account === null) throw new Error('The author of a submission has no account');
  const parent = row.parent_submission_id === null ? undefined : shared.parents.get(row.parent_submission_id);
  // A parent that was approved meanwhile is known by its published id.
  const shown = parent?.status_id == null ? row : { ...row, parent_submission_id: parent.status_id };
  return presentSubmission(shown, {
    publicUrl: write.publicUrl,
    account,
    application: row.application_id === null ? undefined : shared.applications.get(row.application_id),
    mentions: await usernamesOf(write.db.read, parts.mentions),
    tags: parts.tags,
    media: await showMedia(write, row, shared.urls),
    inReplyToAccountId:
      row.in_reply_to_id === null
        ? (parent?.account_id ?? null)
        : (shared.replied.get(row.in_reply_to_id)?.account_id ?? null),
    published: shared.published(row.status_id ?? row.edit_of_id),
  });
}

async function showMedia(write: Write, row: SubmissionRow, urls: MediaUrl) {
  const proposed = proposedMedia(row);
  const media = await mediaByIds(
    write.db.read,
    proposed.map((one) => one.id),
  );
  return media.map((one) =>
    presentMedia(
      one,
      urls,
      proposed.find((wanted) => wanted.id === one.id),
    ),
  );
}

function unique<Value extends number | string>(values: readonly (Value | null)[]): Value[] {
  return [...new Set(values.filter((value) => value !== null))];
}
