import type { CoreTables } from '@fanfare/contracts/tables';
import type { Database, Unit } from '@fanfare/sql';

/** The core database, a unit of work on it, and whatever of the two answers a query. */
export type CoreDatabase = Database<CoreTables>;
export type CoreUnit = Unit<CoreTables>;
export type Db = CoreDatabase['read'];
