/** The few shapes that every entity is made of. */
import type { Static, TNull, TObject, TProperties, TSchema, TUnion } from 'typebox';
import { Type } from 'typebox';

/** A decimal number of up to 16 digits, as a string. Opaque to clients. */
export const EntityId = Type.String({ description: 'Opaque id' });
export type EntityId = Static<typeof EntityId>;

/** Always with three digits of fraction and Z: one client parses with `%S.%fZ` and breaks without. */
export const DateTime = Type.String({
  format: 'date-time',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
});
export type DateTime = Static<typeof DateTime>;

/** A day, e.g. `2024-02-29`. */
export const DateOnly = Type.String({ format: 'date' });
export type DateOnly = Static<typeof DateOnly>;

/** No `format`: the checkers' `uri` refuses addresses that people do use, and an answer must not fail on one. */
export const Url = Type.String({ description: 'URL' });
export type Url = Static<typeof Url>;

export const Html = Type.String({ description: 'HTML' });
export type Html = Static<typeof Html>;

/** ISO 639 code of two or three letters. */
export const Language = Type.String({ description: 'ISO 639 language code' });
export type Language = Static<typeof Language>;

/** Never below 0. */
export const Count = Type.Integer({ minimum: 0 });
export type Count = Static<typeof Count>;

export function Nullable<Inner extends TSchema>(inner: Inner): TUnion<[Inner, TNull]> {
  return Type.Union([inner, Type.Null()]);
}

/** A string that is one of the values. */
export function OneOf<Values extends string[]>(values: readonly [...Values]) {
  return Type.Enum<Values>(values, { type: 'string' });
}

/**
 * An object with a name of its own. The name goes into `title`, not `$id`: the schema is embedded
 * where it is used, and a checker would refuse the same `$id` twice. Members that are not declared
 * pass validation, and serialisation leaves them out.
 */
export function Entity<Properties extends TProperties>(
  title: string,
  properties: Properties,
  description?: string,
): TObject<Properties> {
  return Type.Object(properties, description === undefined ? { title } : { title, description });
}
