import { NotificationType } from '@fanfare/contracts/entities';
import { parseId } from '@fanfare/kernel';
import { Type } from 'typebox';
import type { Wanted } from '../store/notifications.ts';

/** Which notifications are asked for. Unknown types are ignored, as clients do send some. */
export const filterQuery = {
  types: Type.Optional(Type.Array(Type.String())),
  exclude_types: Type.Optional(Type.Array(Type.String())),
  account_id: Type.Optional(Type.String()),
};

interface Filters {
  types?: string[];
  exclude_types?: string[];
  account_id?: string;
}

const known = new Set<string>(NotificationType.enum);

/** Types that nobody knows, and no others, ask for nothing; an account that cannot be read counts as absent. */
export function wantedOf(accountId: number, query: Filters): Wanted {
  const { types = [], exclude_types: exclude = [] } = query;
  return {
    accountId,
    types: types.length === 0 ? null : types.filter((type) => known.has(type)),
    exclude: exclude.filter((type) => known.has(type)),
    from: parseId(query.account_id),
  };
}
