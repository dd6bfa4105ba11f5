import type { Static } from 'typebox';
import { Type } from 'typebox';

/** What is answered where there is nothing to say: never an empty body, on which a common client fails. */
export const EmptyObject = Type.Object({}, { title: 'EmptyObject', additionalProperties: false });
export type EmptyObject = Static<typeof EmptyObject>;

/** Answered by lists of what this server does not have, since clients ask for them at login and fail on 404. */
export const EmptyList = Type.Array(Type.Unknown(), {
  title: 'EmptyList',
  maxItems: 0,
  description: 'This server has none; the list is always empty',
});
export type EmptyList = Static<typeof EmptyList>;
