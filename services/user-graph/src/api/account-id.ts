/** The account that a path names. */
import type { AccountId } from '@fanfare/kernel';
import { AppError, parseId } from '@fanfare/kernel';
import { Type } from 'typebox';

export const AccountParams = Type.Object({ id: Type.String() });

/** @throws not_found when it is no id at all */
export function accountIdOf(text: string): AccountId {
  const id = parseId<'account'>(text);
  if (id === null) throw new AppError('not_found');
  return id;
}
