/** A route prepared for serving: its schemas turned into readers once, at the start. */
import type { Page } from '@fanfare/kernel';
import { AppError, parsePage } from '@fanfare/kernel';
import type { TObject } from 'typebox';
import type { RawBody } from '../body/parse.ts';
import { emptyBody } from '../body/parse.ts';
import { isRecord, Problem } from '../schema/problem.ts';
import type { Reader, Source } from '../schema/reader.ts';
import { readerOf } from '../schema/reader.ts';
import { kindHeaders } from './headers.ts';
import type { ServedRoute } from './options.ts';

export interface Entry {
  readonly route: ServedRoute;
  readonly headers: Readonly<Record<string, string>>;
  params(raw: unknown): unknown;
  query(raw: unknown): unknown;
  /** @param query of the URL, which may carry parameters of the body too */
  body(raw: RawBody, query: unknown): unknown;
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
    headers: kindHeaders(route.kind, route.framed),
    params: (raw) => readOr(params, raw, 'query', () => new AppError('not_found')),
    query: (raw) => readOr(query, raw, 'query', invalid),
    // Contracts check their input by themselves, and strictly.
    body: (raw, inQuery) => {
      if (route.kind === 'internal') return raw.value;
      if (body === null) return {};
      const all = route.kind === 'api' ? withQuery(raw, inQuery) : raw;
      return readOr(body, all.value, all.source, invalid);
    },
    page: (raw) => parsePage(raw as Record<string, unknown>, limits),
  };
}

/** The API takes the parameters of a body in the query as well; the body's own are stronger. */
function withQuery(raw: RawBody, query: unknown): Pick<RawBody, 'value' | 'source'> {
  if (!isRecord(query) || Object.keys(query).length === 0) return raw;
  if (raw.value === null || isEmpty(raw.value)) return { value: query, source: 'form' };
  return isRecord(raw.value) ? { value: { ...query, ...raw.value }, source: raw.source } : raw;
}

function isEmpty(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length === 0;
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
