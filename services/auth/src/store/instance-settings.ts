/** What was said of the place over the API: write's one row. Asked anew each time, so that it holds at once. */
import type { Place } from '@fanfare/contracts';
import { placeOf } from '@fanfare/contracts';
import type { AuthConfig } from '../config.ts';
import type { Core } from './accounts.ts';

export async function placeNow(of: { db: Core; config: AuthConfig; publicUrl: string }): Promise<Place> {
  const row = await of.db.read
    .selectFrom('instance_settings')
    .selectAll()
    .where('name', '=', 'instance')
    .executeTakeFirst();
  return placeOf(row, of.config, of.publicUrl);
}
