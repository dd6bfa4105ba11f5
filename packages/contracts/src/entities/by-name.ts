import type { TSchema } from 'typebox';
import { IsSchema } from 'typebox';
import * as all from './all.ts';

/**
 * Every entity under its `title`, for the OpenAPI document. Entities embed each other as the very
 * same objects, so a generator that meets one of these inside another can put a reference there.
 */
export const entitiesByName: Readonly<Record<string, TSchema>> = Object.fromEntries(
  Object.values<unknown>(all)
    .filter(IsSchema)
    .flatMap((schema) =>
      'title' in schema && typeof schema.title === 'string' ? [[schema.title, schema]] : [],
    ),
);
