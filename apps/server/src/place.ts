/** What the place is called and who may join, at this moment: for pages of errors and for what the start prints. */
import type { Place } from '@fanfare/contracts';
import { placeOf } from '@fanfare/contracts';
import type { Engines } from './engines/index.ts';
import type { AllValues } from './services.ts';

/** @param core false: the core database belongs to no service of this process, and the settings must do */
export async function placeNow(
  { db }: Engines,
  core: boolean,
  values: AllValues,
  publicUrl: string,
): Promise<Place> {
  const row = core
    ? await db.read
        .selectFrom('instance_settings')
        .selectAll()
        .where('name', '=', 'instance')
        .executeTakeFirst()
    : undefined;
  return placeOf(row, values, publicUrl);
}
