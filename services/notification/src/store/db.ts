import type { NotificationTables } from '@fanfare/contracts/tables';
import type { Database, Unit } from '@fanfare/sql';

export type Db = Database<NotificationTables>;
export type Read = Db['read'];
export type NotificationUnit = Unit<NotificationTables>;
