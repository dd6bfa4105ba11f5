/** The core database's half of the note that tells whether the index is the one that was left here. */
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Database } from '@fanfare/sql';
import { upsert } from '@fanfare/sql';

const INDEX = 'index';

/** Null: no index was ever complete here. */
export async function rememberedNote(db: Database<CoreTables>): Promise<string | null> {
  const row = await db.read
    .selectFrom('search_index')
    .select('note')
    .where('name', '=', INDEX)
    .executeTakeFirst();
  return row?.note ?? null;
}

export async function rememberNote(db: Database<CoreTables>, note: string): Promise<void> {
  await db.unit((unit) => upsert(unit.db, 'search_index', { keys: ['name'], row: { name: INDEX, note } }), {
    lane: 'bulk',
  });
}
