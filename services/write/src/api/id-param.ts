import { AppError, parseId } from '@fanfare/kernel';
import { Type } from 'typebox';

export const IdParam = Type.Object({ id: Type.String() });

/** @throws AppError `not_found` when it is no id at all */
export function idOf(params: { id: string }): number {
  const id = parseId(params.id);
  if (id === null) throw new AppError('not_found');
  return id;
}
