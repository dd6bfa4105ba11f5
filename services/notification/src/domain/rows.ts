/** Rows of the stream log, as events make them. `cause` is what makes each of them once. */
import type { EventData } from '@fanfare/contracts/events';
import type { StreamLogTable } from '@fanfare/contracts/tables';

export type NewRow = Omit<StreamLogTable, 'number' | 'created_at'>;
export type StreamEvent =
  | 'update'
  | 'status.update'
  | 'delete'
  | 'notification'
  /** Nobody's frame: shows that the way from event to stream works. */
  | 'heartbeat'
  /** Events were lost: whoever listens must load anew. */
  | 'resync';

/** Further facts of a row, as JSON. */
export interface RowData {
  reblog_of_id?: number;
  in_reply_to_id?: number;
  in_reply_to_account_id?: number | null;
  /** Of an update: the post was a submission, and is accepted since the decision. */
  approved?: true;
  /** The id that a `delete` takes away, where that is no status. */
  submission_id?: number;
  /** W3C traceparent of what made it, where its trace was drawn: the frame belongs to it too. */
  trace?: string;
}

type StatusData = EventData<'status.edited'>;

export function statusRow(event: 'update' | 'status.update' | 'delete', status: StatusData): NewRow {
  const data: RowData = {
    ...(event === 'update' && status.submission_id !== null ? { approved: true } : {}),
    ...(status.reblog_of_id === null ? {} : { reblog_of_id: status.reblog_of_id }),
    ...(status.in_reply_to_id === null
      ? {}
      : { in_reply_to_id: status.in_reply_to_id, in_reply_to_account_id: status.in_reply_to_account_id }),
  };
  return {
    ...plain(event, status.account_id),
    cause:
      event === 'status.update'
        ? `edited:${status.status_id}:${status.version}`
        : `${event === 'update' ? 'published' : 'deleted'}:${status.status_id}`,
    status_id: status.status_id,
    visibility: status.visibility,
    mentions: JSON.stringify(status.mentions),
    tags: JSON.stringify(status.tags),
    data: JSON.stringify(data),
  };
}

/** Takes a submission away from this account's streams, its author's or a reviewer's, and from nobody else's. */
export function submissionGoneRow(accountId: number, submissionId: number, how: string): NewRow {
  return {
    ...plain('delete', accountId),
    cause: `submission:${submissionId}:${how}`,
    visibility: 'direct',
    data: JSON.stringify({ submission_id: submissionId } satisfies RowData),
  };
}

export function notificationRow(accountId: number, notificationId: number): NewRow {
  return {
    ...plain('notification', accountId),
    cause: `notification:${notificationId}`,
    notification_id: notificationId,
  };
}

export function heartbeatRow(node: number, beat: number): NewRow {
  return { ...plain('heartbeat', 0), cause: `heartbeat:${node}:${beat}` };
}

export function resyncRow(at: number): NewRow {
  return { ...plain('resync', 0), cause: `resync:${at}` };
}

function plain(event: StreamEvent, accountId: number): Omit<NewRow, 'cause'> {
  return {
    event,
    status_id: null,
    notification_id: null,
    account_id: accountId,
    visibility: null,
    mentions: '[]',
    tags: '[]',
    data: '{}',
  };
}

/** The rows, with the trace that they belong to. Those of traces that nobody will look at need none. */
export function tracedRows(rows: readonly NewRow[], trace: string | null): readonly NewRow[] {
  if (trace === null || !trace.endsWith('01')) return rows;
  return rows.map((row) => ({
    ...row,
    data: JSON.stringify({ ...(JSON.parse(row.data) as RowData), trace }),
  }));
}
