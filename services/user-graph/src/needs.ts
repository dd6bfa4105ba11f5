import type { Client, readContract } from '@fanfare/contracts';
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Clock, Log } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';

export interface UserGraphNeeds {
  db: Database<CoreTables>;
  contracts: { read: Client<typeof readContract> };
  clock: Clock;
  log: Log;
}
