import type { Page } from '@fanfare/kernel';
import type { ReferenceExpression, SelectQueryBuilder } from 'kysely';

/**
 * Bounds, order and limit of one page by a unique column: newest first, or with min_id the rows right above it,
 * oldest first. One row more than asked is read; `toPaged` of the kernel cuts it off and turns the page round.
 */
export function keyset<Tables, From extends keyof Tables, Row>(
  query: SelectQueryBuilder<Tables, From, Row>,
  column: ReferenceExpression<Tables, From>,
  page: Page,
): SelectQueryBuilder<Tables, From, Row> {
  let bounded = query;
  if (page.maxId !== null) bounded = bounded.where(column, '<', page.maxId as never);
  const lower = Math.max(page.sinceId ?? 0, page.minId ?? 0);
  if (page.sinceId !== null || page.minId !== null) bounded = bounded.where(column, '>', lower as never);
  return bounded.orderBy(column as never, page.minId === null ? 'desc' : 'asc').limit(page.limit + 1);
}
