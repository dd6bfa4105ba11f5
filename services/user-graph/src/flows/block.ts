/** Blocking and muting, each in one unit. */
import type { BlocksTable, CoreTables, MutesTable } from '@fanfare/contracts/tables';
import { AppError } from '@fanfare/kernel';
import type { Unit } from '@fanfare/sql';
import { holdAccounts } from '@fanfare/sql';
import { blockBetween, muteBetween, saveBlock, saveMute, targetAccount } from '../store/edges.ts';
import { endFollow } from './follow.ts';

type CoreUnit = Unit<CoreTables>;

/** Ends follows and requests both ways; from the next request on neither sees the other. */
export async function block(unit: CoreUnit, blocker: number, blocked: number): Promise<void> {
  if (blocker === blocked) throw new AppError('forbidden', { text: 'You cannot block yourself' });
  await holdAccounts(unit, blocker, blocked);
  await targetAccount(unit, blocked);
  await endFollow(unit, blocker, blocked);
  await endFollow(unit, blocked, blocker);
  const present = await blockBetween(unit, blocker, blocked);
  if (present?.active === 1) return;
  await setBlock(unit, {
    id: unit.id(),
    blocker_id: blocker,
    blocked_id: blocked,
    active: 1,
    version: (present?.version ?? 0) + 1,
    created_at: unit.now,
  });
}

export async function unblock(unit: CoreUnit, blocker: number, blocked: number): Promise<void> {
  await holdAccounts(unit, blocker, blocked);
  const present = await blockBetween(unit, blocker, blocked);
  if (present?.active !== 1) return;
  await setBlock(unit, { ...present, active: 0, version: present.version + 1 });
}

async function setBlock(unit: CoreUnit, row: BlocksTable): Promise<void> {
  await saveBlock(unit, row);
  unit.raise(row.blocker_id, row.blocked_id);
  unit.emit(row.active === 1 ? 'block.created' : 'block.removed', {
    block_id: row.id,
    blocker_id: row.blocker_id,
    blocked_id: row.blocked_id,
    version: row.version,
  });
}

export interface MuteOptions {
  notifications: boolean;
  /** In seconds; 0: until unmuted. */
  duration: number;
}

/** Mutes anew with these options; a mute that stands takes them over. */
export async function mute(
  unit: CoreUnit,
  muter: number,
  muted: number,
  options: MuteOptions,
): Promise<void> {
  if (muter === muted) throw new AppError('forbidden', { text: 'You cannot mute yourself' });
  await holdAccounts(unit, muter);
  await targetAccount(unit, muted);
  const present = await muteBetween(unit, muter, muted);
  await setMute(unit, {
    id: present?.active === 1 ? present.id : unit.id(),
    muter_id: muter,
    muted_id: muted,
    active: 1,
    hide_notifications: Number(options.notifications),
    expires_at: options.duration > 0 ? unit.now + options.duration * 1000 : null,
    version: (present?.version ?? 0) + 1,
    created_at: unit.now,
  });
}

export async function unmute(unit: CoreUnit, muter: number, muted: number): Promise<void> {
  await holdAccounts(unit, muter);
  const present = await muteBetween(unit, muter, muted);
  if (present?.active !== 1) return;
  await setMute(unit, { ...present, active: 0, version: present.version + 1 });
}

async function setMute(unit: CoreUnit, row: MutesTable): Promise<void> {
  await saveMute(unit, row);
  unit.raise(row.muter_id);
  unit.emit(row.active === 1 ? 'mute.created' : 'mute.removed', {
    mute_id: row.id,
    muter_id: row.muter_id,
    muted_id: row.muted_id,
    version: row.version,
  });
}
