import type { CoreTables } from '@fanfare/contracts/tables';
import type { Database } from '@fanfare/sql';

export type Db = Database<CoreTables>['read'];

/** Ids per statement stay below every engine's bound on parameters. */
const IDS = 500;

/** Runs `load` on pieces of the ids and joins the rows. */
export async function inPieces<Row>(
  ids: readonly number[],
  load: (piece: readonly number[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let at = 0; at < ids.length; at += IDS) rows.push(...(await load(ids.slice(at, at + IDS))));
  return rows;
}
