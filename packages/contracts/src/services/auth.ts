/** What auth offers: tokens (the durable copy), accounts, apps. */
import type { Static, TSchema } from 'typebox';
import { Type } from 'typebox';
import { command, defineContract, query } from '../define.ts';
import { Role, TokenInfo } from '../viewer.ts';

const Nullable = <Of extends TSchema>(of: Of) => Type.Union([of, Type.Null()]);

export const NewAccount = Type.Object({
  username: Type.String(),
  email: Type.String(),
  password: Type.String(),
  role: Type.Optional(Role),
  display_name: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
});
export type NewAccount = Static<typeof NewAccount>;

export const authContract = defineContract('auth', {
  /** `hash`: SHA-256 of the token in hex. Null: unknown, expired or revoked. */
  checkToken: query(Type.Object({ hash: Type.String() }), Type.Object({ token: Nullable(TokenInfo) })),
  /** For commands. @throws not_found */
  accountNamed: query(Type.Object({ username: Type.String() }), Type.Object({ account_id: Type.Integer() })),
  /** Names of apps, for `Status.application`; unknown ids are left out. */
  applications: query(
    Type.Object({ ids: Type.Array(Type.String()) }),
    Type.Array(Type.Object({ id: Type.String(), name: Type.String(), website: Nullable(Type.String()) })),
  ),
  /** Accounts whose role has one of these names, e.g. all who may approve posts. */
  accountsWithRole: query(Type.Object({ roles: Type.Array(Role) }), Type.Array(Type.Integer())),
  /**
   * Registers accounts in order (CLI, seed, tests). Equal passwords in a batch are hashed once.
   * A refused one answers its reason and does not hinder the others.
   */
  createAccounts: command(
    Type.Object({ accounts: Type.Array(NewAccount) }),
    Type.Array(Type.Object({ account_id: Nullable(Type.Integer()), error: Nullable(Type.String()) })),
  ),
  /** A long-lived user token of an app named `app_name`. @throws not_found */
  createToken: command(
    Type.Object({ username: Type.String(), scopes: Type.String(), app_name: Type.String() }),
    Type.Object({ access_token: Type.String(), scope: Type.String(), created_at: Type.Integer() }),
  ),
  /** @throws not_found, invalid */
  setRole: command(Type.Object({ username: Type.String(), role: Role }), Type.Object({})),
  /** Also ends every session of the account. @throws not_found, invalid */
  setPassword: command(Type.Object({ username: Type.String(), password: Type.String() }), Type.Object({})),
  /** The one-time path that creates the owner account, made anew at each start; null once an owner exists. */
  ownerLink: command(Type.Object({}), Type.Object({ path: Nullable(Type.String()) })),
});
