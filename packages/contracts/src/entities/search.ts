import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Account } from './account.ts';
import { Entity } from './scalars.ts';
import { Status } from './status.ts';
import { Tag } from './tag.ts';

export const Search = Entity('Search', {
  accounts: Type.Array(Account),
  statuses: Type.Array(Status),
  hashtags: Type.Array(Tag),
});
export type Search = Static<typeof Search>;
