import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Count, Entity, EntityId, Nullable, OneOf, Url } from './scalars.ts';

/** Pixels; `size` is `WIDTHxHEIGHT`. The members of moving pictures and sound are absent on images. */
const MediaSize = Type.Object({
  width: Type.Optional(Count),
  height: Type.Optional(Count),
  size: Type.Optional(Type.String()),
  aspect: Type.Optional(Type.Number()),
  frame_rate: Type.Optional(Type.String({ description: 'Fraction, e.g. 30/1' })),
  duration: Type.Optional(Type.Number({ description: 'Seconds' })),
  bitrate: Type.Optional(Count),
});

export const MediaMeta = Entity('MediaMeta', {
  /** From -1 (left, bottom) to 1 (right, top). */
  focus: Type.Optional(
    Nullable(
      Type.Object({
        x: Nullable(Type.Number()),
        y: Nullable(Type.Number()),
      }),
    ),
  ),
  colors: Type.Optional(
    Type.Object({
      background: Type.Optional(Type.String()),
      foreground: Type.Optional(Type.String()),
      accent: Type.Optional(Type.String()),
    }),
  ),
  original: Type.Optional(MediaSize),
  small: Type.Optional(MediaSize),
  length: Type.Optional(Type.String({ description: 'H:MM:SS.ff' })),
  duration: Type.Optional(Type.Number({ description: 'Seconds' })),
  fps: Type.Optional(Type.Number()),
  size: Type.Optional(Type.String()),
  width: Type.Optional(Count),
  height: Type.Optional(Count),
  aspect: Type.Optional(Type.Number()),
  audio_encode: Type.Optional(Type.String()),
  audio_bitrate: Type.Optional(Type.String()),
  audio_channels: Type.Optional(Type.String()),
});
export type MediaMeta = Static<typeof MediaMeta>;

export const MediaAttachment = Entity('MediaAttachment', {
  id: EntityId,
  type: OneOf(['unknown', 'image', 'gifv', 'video', 'audio']),
  /** Null while it is being processed. */
  url: Nullable(Url),
  preview_url: Nullable(Url),
  remote_url: Nullable(Url),
  meta: Nullable(MediaMeta),
  description: Nullable(Type.String()),
  blurhash: Nullable(Type.String()),
});
export type MediaAttachment = Static<typeof MediaAttachment>;
