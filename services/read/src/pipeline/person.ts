/** Who reads, with the versions under which things are cached for them. */
import type { RoleName } from '@fanfare/contracts';
import type { Viewer } from '@fanfare/http';
import { viewStates } from '@fanfare/sql';
import type { Db } from '../store/db.ts';

export interface Person {
  id: number;
  role: RoleName;
  /** Rises with every change of what the person may or wants to see. */
  version: number;
  /** Rises with every favourite, boost and bookmark of the person. */
  actVersion: number;
}

export function personOf(viewer: Viewer): Person;
export function personOf(viewer: Viewer | null): Person | null;
export function personOf(viewer: Viewer | null): Person | null {
  if (viewer === null) return null;
  const { accountId, role, version, actVersion } = viewer;
  return { id: accountId, role, version, actVersion };
}

/** For callers that know only the id. Unknown and suspended people are left out: nothing is for them. */
export async function personsById(db: Db, ids: readonly number[]): Promise<Map<number, Person>> {
  const states = await viewStates(db, ids);
  return new Map(
    states
      .filter((row) => row.state === 'active')
      .map((row) => [
        row.account_id,
        { id: row.account_id, role: row.role, version: row.version, actVersion: row.act_version },
      ]),
  );
}
