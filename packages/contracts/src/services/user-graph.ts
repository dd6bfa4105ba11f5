/** What user-graph offers: who follows, blocks and mutes whom. */
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { command, defineContract, query } from '../define.ts';
import { Role, ViewState } from '../viewer.ts';

/** Whatever decides which frames reach one person, under one view version. */
export const Audience = Type.Object({
  account_id: Type.Integer(),
  version: Type.Integer(),
  /** Earliest expiry of a mute, in ms; after it the audience must be loaded anew. */
  valid_until: Type.Union([Type.Integer(), Type.Null()]),
  follows: Type.Array(Type.Integer()),
  /** Followed, but their boosts are not wanted. */
  no_reblogs: Type.Array(Type.Integer()),
  /** Blocked by this person, or having blocked them. */
  blocked: Type.Array(Type.Integer()),
  muted: Type.Array(Type.Integer()),
});
export type Audience = Static<typeof Audience>;

export const userGraphContract = defineContract('user-graph', {
  /** Present view versions, roles and states; unknown accounts are left out. */
  viewStates: query(Type.Object({ account_ids: Type.Array(Type.Integer()) }), Type.Array(ViewState)),
  audiences: query(Type.Object({ account_ids: Type.Array(Type.Integer()) }), Type.Array(Audience)),
  /** Accounts whose role has one of these names, e.g. all who may approve posts. */
  accountsWithRole: query(Type.Object({ roles: Type.Array(Role) }), Type.Array(Type.Integer())),
  /** Followers who asked to be told of every post of this account. */
  notifiedFollowers: query(Type.Object({ account_id: Type.Integer() }), Type.Array(Type.Integer())),
  /** Follows in bulk (seed): locked accounts included, blocks respected; pairs that exist are left alone. */
  followMany: command(
    Type.Object({ pairs: Type.Array(Type.Tuple([Type.Integer(), Type.Integer()])) }),
    Type.Object({ created: Type.Integer() }),
  ),
});
