/** A route prepared for serving: its schemas turned into readers once, at the start. */
import type { Page } from '@fanfare/kernel';
import { AppError, parsePage } from '@fanfare/kernel';
import type { TObject } from 'typebox';
import type { RawBody } from '../body/parse.ts';
import { emptyBody } from '../body/parse.ts';
import { Problem } from '../schema/problem.ts';
import type { Reader, Source } from '../schema/reader.ts';
import { readerOf } from '../schema/reader.ts';
import { kindHeaders } from './headers.ts';
import type { ServedRoute } from './options.ts';

export interface Entry {
  readonly route: ServedRoute;
  readonly headers: Readonly<Record<string, string>>;
  params(raw: unknown): unknown;
  query(raw: unknown): unknown;
  body(raw: RawBody): unknown;
  page(raw: unknown): Page;
}

const defaultPage = { default: 20, max: 40 };

export function entryOf(route: ServedRoute): Entry {
  const params = reader(route.params);
  const query = reader(route.query);
  const body = reader(route.body);
  const limits = route.page ?? defaultPage;
  return {
    route,
    headers: kindHeaders(route.kind),
    params: (raw) => readOr(params, raw, 'query', () => new AppError('not_found')),
    query: (raw) => readOr(query, raw, 'query', invalid),
    // Contracts check their input by themselves, and strictly.
    body: (raw) => (route.kind === 'internal' ? raw.value : readOr(body, raw.value, raw.source, invalid)),
    page: (raw) => parsePage(raw as Record<string, unknown>, limits),
  };
}

function reader(schema: TObject | undefined): Reader | null {
  return schema === undefined ? null : readerOf(schema);
}

function readOr(
  of: Reader | null,
  raw: unknown,
  source: Source,
  error: (problem: Problem) => AppError,
): unknown {
  if (of === null) return {};
  const read = of(raw ?? emptyBody.value, source);
  if (read instanceof Problem) throw error(read);
  return read;
}

function invalid(problem: Problem): AppError {
  return new AppError('invalid', { text: `Validation failed: ${problem}` });
}
