/** Public account data. Written by auth. Identities (e-mail, password) are elsewhere. */
export interface AccountsTable {
  id: number;
  /** As chosen; unique without regard to case through `username_key`. */
  username: string;
  username_key: string;
  display_name: string;
  /** Plain text. */
  note: string;
  /** JSON: `{ name, value }[]`, plain text. */
  fields: string;
  /** Blob key or null: then the default picture. */
  avatar: string | null;
  avatar_description: string;
  header: string | null;
  header_description: string;
  locked: number;
  bot: number;
  discoverable: number;
  indexable: number;
  hide_collections: number;
  default_privacy: 'public' | 'unlisted' | 'private';
  default_sensitive: number;
  /** Two or three letter code, or null. */
  default_language: string | null;
  created_at: number;
  /** Rises with every change of this row. */
  version: number;
  /** The identity reservation whose commit point this row is. */
  reservation_id: string;
}

/** One row: the account that was made as the first owner. Writing it puts two who want to be that in order. */
export interface FirstOwnerTable {
  name: string;
  account_id: number;
}

/** One narrow row per account; belongs to packages/sql and holds role and state, which every request reads. */
export interface ViewVersionTable {
  account_id: number;
  version: number;
  act_version: number;
  role: 'owner' | 'admin' | 'moderator' | 'user';
  state: 'active' | 'suspended';
}
