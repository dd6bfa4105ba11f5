/** Where a submission may show, and to whom: the whole list. */

/** Answers that show the author what they submitted: its text, its pictures, its id. */
export const toAuthor: readonly string[] = [
  'POST /api/v1/statuses',
  'GET /api/v1/statuses/:id',
  'PUT /api/v1/statuses/:id',
  'DELETE /api/v1/statuses/:id',
  'GET /api/v1/statuses/:id/source',
  'GET /api/v1/statuses/:id/context',
  'GET /api/v1/submissions',
  'GET /api/v1/submissions/:id',
  'PUT /api/v1/submissions/:id',
  'DELETE /api/v1/submissions/:id',
  'GET /api/v1/media/:id',
  'PUT /api/v1/media/:id',
  'DELETE /api/v1/media/:id',
  'POST /api/v1/media',
  'POST /api/v2/media',
  'GET /api/v1/notifications',
  'GET /api/v1/notifications/:id',
];

/** Where the author's published post stands with the note that an edit of it waits: its id and state, no text. */
export const noteToAuthor: readonly string[] = [
  'GET /api/v1/accounts/:id/statuses',
  'GET /api/v1/statuses',
  'GET /api/v1/timelines/home',
  'GET /api/v1/timelines/public',
  'POST /api/v1/statuses/:id/favourite',
  'POST /api/v1/statuses/:id/unfavourite',
  'POST /api/v1/statuses/:id/bookmark',
  'POST /api/v1/statuses/:id/unbookmark',
  'POST /api/v1/statuses/:id/reblog',
  'POST /api/v1/statuses/:id/unreblog',
];

/** And those that show the reviewers. */
export const toReviewers: readonly string[] = [
  'GET /api/v1/admin/submissions',
  'GET /api/v1/admin/submissions/:id',
  'POST /api/v1/admin/submissions/:id/approve',
  'POST /api/v1/admin/submissions/:id/reject',
  'POST /api/v1/admin/submissions/bulk',
  'GET /api/v1/admin/audit_log',
  'GET /api/v1/notifications',
  'GET /api/v1/notifications/:id',
];

/** Both hear of it here, and nowhere else. */
export const streams = /^(sse|socket) .*\buser(:notification|\/notification)?$/;

/**
 * Routes whose answer to outsiders holds what they sent, whether or not it exists: the walk sees the same answer
 * for a decoy.
 */
export const echoing: readonly string[] = [
  // The heading of the page.
  'GET /tags/:tag',
  // Which upload cannot be attached.
  'POST /api/v1/statuses',
  // The form again, with the name that was typed.
  'POST /auth/sign_in',
  'POST /auth/sign_up',
];

/**
 * Columns that hold it: texts in the submissions themselves, addresses of pictures, and ids where events need them; in
 * Kafka those same events, in S3 the pictures under their addresses, in Redis and Elasticsearch nothing.
 */
export const columns: Readonly<Record<string, readonly RegExp[]>> = {
  text: [/^submissions\./, /^media\./],
  // What is to be removed is named until the engine has done it.
  key: [/^media\./, /^blob_removals\.key$/, /^s3\.name$/],
  id: [
    /^submissions\./,
    /^media\.submission_id$/,
    /^(notification_)?outbox\.body$/,
    /^(notification_)?consumer_retry\.body$/,
    /^notifications\.(submission_id|cause)$/,
    /^submission_stages(_gone)?\.submission_id$/,
    /^stream_log\.(cause|data)$/,
    /^idempotency_keys\.result_id$/,
    /^audit_log\.target_id$/,
    /^kafka\.(author|recipient)$/,
  ],
};
