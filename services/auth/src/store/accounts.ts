/** Accounts in the core database. */
import type { RoleName } from '@fanfare/contracts';
import type { AccountsTable, CoreTables } from '@fanfare/contracts/tables';
import type { AccountId } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import type { Database, Unit } from '@fanfare/sql';
import { insertIgnore, upsert } from '@fanfare/sql';

export type Core = Database<CoreTables>;

export interface NewAccount {
  username: string;
  usernameKey: string;
  reservationId: string;
  role: RoleName;
  displayName: string;
  note: string;
}

/**
 * The commit point of a registration: the row that names the reservation, role and state, and the event.
 * @throws AppError `conflict` when name or reservation are in use, or an owner exists and this would be another
 */
export async function insertAccount(
  unit: Unit<CoreTables>,
  account: NewAccount,
  first = false,
): Promise<AccountId> {
  const id = unit.id<'account'>();
  if (first) await mustBeFirst(unit, id);
  const row: AccountsTable = {
    id,
    username: account.username,
    username_key: account.usernameKey,
    display_name: account.displayName,
    note: account.note,
    fields: '[]',
    avatar: null,
    avatar_description: '',
    header: null,
    header_description: '',
    locked: 0,
    bot: 0,
    discoverable: 1,
    indexable: 1,
    hide_collections: 0,
    default_privacy: 'public',
    default_sensitive: 0,
    default_language: null,
    created_at: unit.now,
    version: 1,
    reservation_id: account.reservationId,
  };
  if (!(await insertIgnore(unit.db, 'accounts', row)))
    throw new AppError('conflict', { text: 'The name is in use' });
  unit.createViewState({ account_id: id, role: account.role, state: 'active' });
  unit.emit('account.created', { account_id: id, version: 1 });
  return id;
}

export async function accountOfReservation(core: Core, reservationId: string): Promise<AccountId | null> {
  const row = await core.read
    .selectFrom('accounts')
    .select('id')
    .where('reservation_id', '=', reservationId)
    .executeTakeFirst();
  return row === undefined ? null : (row.id as AccountId);
}

export async function accountById(core: Core, id: number): Promise<AccountsTable | null> {
  return (await core.read.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function accountByUsername(core: Core, key: string): Promise<AccountsTable | null> {
  return (
    (await core.read.selectFrom('accounts').selectAll().where('username_key', '=', key).executeTakeFirst()) ??
    null
  );
}

export async function stateOf(
  core: Core,
  id: number,
): Promise<{ role: RoleName; state: 'active' | 'suspended' } | null> {
  const row = await core.read
    .selectFrom('view_version')
    .select(['role', 'state'])
    .where('account_id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

export function ownerExists(core: Core): Promise<boolean> {
  return ownerIn(core.read);
}

/** Whoever writes the row waits for others who did, and then sees what they made. */
async function mustBeFirst(unit: Unit<CoreTables>, id: AccountId): Promise<void> {
  await upsert(unit.db, 'first_owner', { keys: ['name'], row: { name: 'owner', account_id: id } });
  if (await ownerIn(unit.db)) throw new AppError('conflict', { text: 'This server has an owner already' });
}

async function ownerIn(db: Pick<Core['read'], 'selectFrom'>): Promise<boolean> {
  const row = await db
    .selectFrom('view_version')
    .select('account_id')
    .where('role', '=', 'owner')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function accountsWithRole(core: Core, roles: readonly RoleName[]): Promise<number[]> {
  if (roles.length === 0) return [];
  const rows = await core.read
    .selectFrom('view_version')
    .select('account_id')
    .where('role', 'in', roles)
    .orderBy('account_id')
    .execute();
  return rows.map((row) => row.account_id);
}

export type ProfileChange = Partial<
  Omit<AccountsTable, 'id' | 'username' | 'username_key' | 'created_at' | 'version' | 'reservation_id'>
>;

/** What decides what others may see or send, or what the person's next post looks like. */
const options: readonly (keyof ProfileChange)[] = [
  'locked',
  'default_privacy',
  'default_sensitive',
  'default_language',
];

/** @throws AppError `not_found` */
export function changeAccount(
  core: Core,
  id: number,
  change: ProfileChange,
): Promise<{ before: AccountsTable }> {
  return core.unit(async (unit) => {
    await raiseVersion(unit, id);
    const before = await unit.db
      .selectFrom('accounts')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    if (Object.keys(change).length > 0)
      await unit.db.updateTable('accounts').set(change).where('id', '=', id).execute();
    if (options.some((name) => change[name] !== undefined && change[name] !== before[name])) unit.raise(id);
    unit.emit('account.updated', { account_id: id, version: before.version });
    return { before };
  });
}

/** @throws AppError `not_found` */
export function changeRole(core: Core, id: number, role: RoleName): Promise<void> {
  return core.unit(async (unit) => {
    await raiseVersion(unit, id);
    const { version } = await unit.db
      .selectFrom('accounts')
      .select('version')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    unit.setViewState(id, { role });
    unit.emit('account.updated', { account_id: id, version });
  });
}

/** First in its unit: it locks the row, so that changes at other instances wait for this one and no version is given twice. */
async function raiseVersion(unit: Unit<CoreTables>, id: number): Promise<void> {
  const { numUpdatedRows } = await unit.db
    .updateTable('accounts')
    .set((row) => ({ version: row('version', '+', 1) }))
    .where('id', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new AppError('not_found');
}
