/** Bodies of posts and edits: read from what clients send, refused where a part does not exist yet. */
import { Nullable } from '@fanfare/contracts/entities';
import { refuseUnreadable } from '@fanfare/http';
import { AppError, parseId } from '@fanfare/kernel';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { MediaAttribute } from '../domain/proposal.ts';
import type { EditInput } from '../flows/edit.ts';
import type { PostInput } from '../flows/post.ts';

// What is said of a post must be understood or refused: ignored, it would make another post than was meant.
const Said = Type.Optional(refuseUnreadable(Nullable(Type.String())));

const contentMembers = {
  status: Said,
  spoiler_text: Said,
  sensitive: Type.Optional(Type.Boolean()),
  language: Type.Optional(Nullable(Type.String())),
  media_ids: Type.Optional(refuseUnreadable(Nullable(Type.Array(Type.String())))),
  media_attributes: Type.Optional(
    Type.Array(
      Type.Object({
        id: Type.String(),
        description: Type.Optional(Nullable(Type.String())),
        focus: Type.Optional(Nullable(Type.String())),
      }),
    ),
  ),
  poll: Type.Optional(Type.Unknown()),
};

export const PostBody = Type.Object({
  ...contentMembers,
  visibility: Said,
  in_reply_to_id: Said,
  scheduled_at: Type.Optional(Type.Unknown()),
  quoted_status_id: Type.Optional(Type.Unknown()),
  quote_id: Type.Optional(Type.Unknown()),
  allowed_mentions: Type.Optional(Nullable(Type.Array(Type.String()))),
});

export const EditBody = Type.Object(contentMembers);

/** @throws AppError `not_supported`, `invalid` */
export function readPost(body: Static<typeof PostBody>): PostInput {
  refusePoll(body.poll);
  refuse(body.scheduled_at, 'This server does not offer scheduled posts yet; nothing was posted');
  refuse(body.quoted_status_id ?? body.quote_id, 'This server does not offer quotes yet; nothing was posted');
  return {
    status: body.status,
    spoiler_text: body.spoiler_text,
    sensitive: body.sensitive,
    language: body.language,
    visibility: body.visibility,
    inReplyToId: isAbsent(body.in_reply_to_id) ? null : readId(body.in_reply_to_id, 'in_reply_to_id'),
    mediaIds: readMediaIds(body.media_ids),
    allowedMentions: body.allowed_mentions?.map((id) => readId(id, 'allowed_mentions')) ?? null,
  };
}

/** @throws AppError `not_supported`, `invalid` */
export function readEdit(body: Static<typeof EditBody>): EditInput {
  refusePoll(body.poll);
  return {
    status: body.status,
    spoiler_text: body.spoiler_text,
    sensitive: body.sensitive,
    language: body.language,
    mediaIds: readMediaIds(body.media_ids),
    mediaAttributes: (body.media_attributes ?? []).flatMap((attribute): MediaAttribute[] => {
      const id = parseId(attribute.id);
      return id === null ? [] : [{ ...attribute, id }];
    }),
  };
}

function readMediaIds(ids: readonly string[] | null | undefined): number[] {
  const read = (ids ?? []).filter((id) => id !== '').map((id) => readId(id, 'media_ids'));
  return [...new Set(read)];
}

function readId(value: unknown, name: string): number {
  const id = parseId(value);
  if (id === null) throw new AppError('invalid', { text: `Validation failed: ${name} must be an id` });
  return id;
}

function refusePoll(poll: unknown): void {
  const options = typeof poll === 'object' && poll !== null && 'options' in poll ? poll.options : poll;
  const asked = Array.isArray(options) ? options.length > 0 : options;
  refuse(asked, 'This server does not offer polls yet; nothing was posted');
}

function refuse(asked: unknown, text: string): void {
  if (!isAbsent(asked) && asked !== false) throw new AppError('not_supported', { text });
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === 'undefined';
}
