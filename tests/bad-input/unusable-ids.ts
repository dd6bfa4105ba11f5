/** Bodies that name things by ids which are none, which nobody has, or which are somebody else's. */
import type { World } from './world.ts';

const noIds: readonly unknown[] = ['abc', '-1', '0', '1.5', '1e3', '99999999999999999999', -1, 1.5, {}, true];
const UNKNOWN = '1234567890123456';

export interface Unusable {
  /** Of the route. */
  name: string;
  members: Record<string, unknown>;
}

export function unusableIds({ own, foreign }: World): Unusable[] {
  const post = 'POST /api/v1/statuses';
  const edits = ['PUT /api/v1/statuses/:id', 'PUT /api/v1/submissions/:id'];
  const words = { status: 'Well said' };
  return [
    ...[...noIds, [own.status, own.status], UNKNOWN, foreign.status, foreign.submission].map((id) => ({
      name: post,
      members: { ...words, in_reply_to_id: id },
    })),
    ...[post, ...edits].flatMap((name) =>
      [...noIds.filter((id) => typeof id === 'string'), UNKNOWN, foreign.media, own.status].map((id) => ({
        name,
        members: { ...words, media_ids: [id] },
      })),
    ),
    ...[post, ...edits].map((name) => ({
      name,
      members: { ...words, media_ids: Array.from({ length: 5 }, () => own.media).concat(UNKNOWN) },
    })),
    { name: post, members: { ...words, allowed_mentions: ['abc'] } },
    { name: post, members: { status: 'Hello @otto', allowed_mentions: [] } },
    ...['home', 'notifications'].flatMap((timeline) =>
      ['abc', '-1', '1.5', '99999999999999999999'].map((id) => ({
        name: 'POST /api/v1/markers',
        members: { [timeline]: { last_read_id: id } },
      })),
    ),
  ];
}
