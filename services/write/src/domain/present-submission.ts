/** A submission in the shape of a Status with its `approval`: what its author and reviewers see. */
import type { Account, Approval, MediaAttachment, Status, Submission } from '@fanfare/contracts/entities';
import type { SubmissionsTable } from '@fanfare/contracts/tables';
import { renderHtml } from '@fanfare/text';

export interface SubmissionMaterial {
  publicUrl: string;
  account: Account;
  application: Status['application'];
  /** People named in the text. */
  mentions: readonly { id: number; username: string }[];
  tags: readonly { folded: string }[];
  media: MediaAttachment[];
  inReplyToAccountId: number | null;
  /** The published status as the viewer sees it, where there is one. */
  published: Status | null;
}

export function presentApproval(row: SubmissionsTable): Approval {
  return {
    submission_id: String(row.id),
    state: row.state,
    version: row.version,
    submitted_at: isoTime(row.submitted_at),
    decided_at: row.decided_at === null ? null : isoTime(row.decided_at),
    reason_code: row.reason_code,
    reason: row.reason,
  };
}

export function presentSubmission(row: SubmissionsTable, material: SubmissionMaterial): Submission {
  const approval = presentApproval(row);
  const { published } = material;
  if (published === null) return { ...asNew(row, material), ...proposed(row, material), approval };
  const base = { ...published, reblog: null };
  const asPublished = row.state === 'approved' || row.state === 'withdrawn';
  return asPublished ? { ...base, approval } : { ...base, ...proposed(row, material), approval };
}

function proposed(row: SubmissionsTable, material: SubmissionMaterial) {
  const base = material.publicUrl;
  const targets = material.mentions.map((one) => ({ ...one, url: `${base}/@${one.username}` }));
  return {
    content: renderHtml(row.text, {
      publicUrl: base,
      mentions: new Map(
        targets.map(({ username, url }) => [username.toLowerCase(), { acct: username, url }]),
      ),
    }),
    spoiler_text: row.spoiler_text,
    sensitive: row.sensitive === 1,
    language: row.language,
    media_attachments: material.media,
    mentions: targets.map(({ id, username, url }) => ({ id: String(id), username, url, acct: username })),
    tags: material.tags.map(({ folded }) => ({
      name: folded,
      url: `${base}/tags/${encodeURIComponent(folded)}`,
    })),
  };
}

function asNew(row: SubmissionsTable, material: SubmissionMaterial): Omit<Submission, 'approval'> {
  const id = String(row.edit_of_id ?? row.status_id ?? row.id);
  const url = `${material.publicUrl}/@${material.account.username}/${id}`;
  const parent = row.in_reply_to_id ?? row.parent_submission_id;
  return {
    id,
    uri: url,
    url,
    created_at: isoTime(row.submitted_at),
    account: material.account,
    ...proposed(row, material),
    visibility: row.visibility,
    ...(material.application === undefined ? {} : { application: material.application }),
    emojis: [],
    reblogs_count: 0,
    favourites_count: 0,
    quotes_count: 0,
    replies_count: 0,
    in_reply_to_id: parent === null ? null : String(parent),
    in_reply_to_account_id: material.inReplyToAccountId === null ? null : String(material.inReplyToAccountId),
    poll: null,
    card: null,
    text: null,
    edited_at: null,
    quote: null,
    quote_approval: { automatic: [], manual: [], current_user: 'denied' },
    favourited: false,
    reblogged: false,
    muted: false,
    bookmarked: false,
    pinned: false,
    filtered: [],
    tagged_collections: [],
    reblog: null,
  };
}

export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
