/** Compares cached home lists with the truth: the error rate must be 0. */
import { restoreEpoch, viewStates } from '@fanfare/sql';
import { HOME_LENGTH } from '../config.ts';
import { readHomeList } from '../store/home-list.ts';
import { candidates } from '../store/truth.ts';
import { pulledIds, unpushed } from '../store/unpushed.ts';
import type { HomeNeeds } from './home.ts';

export interface AuditResult {
  /** Lists that were current and so could be compared. */
  checked: number;
  wrong: { account_id: number; missing: number[] }[];
}

export async function audit(needs: HomeNeeds, accountIds: readonly number[]): Promise<AuditResult> {
  const result: AuditResult = { checked: 0, wrong: [] };
  const epoch = await restoreEpoch(needs.db);
  for (const accountId of accountIds) {
    const missing = await missingIds(needs, accountId, epoch);
    if (missing === null) continue;
    result.checked += 1;
    if (missing.length > 0) result.wrong.push({ account_id: accountId, missing });
  }
  return result;
}

/** The truth is read first: whatever was true then is in delivery or in the list by the time those are read. */
async function missingIds(needs: HomeNeeds, accountId: number, epoch: number): Promise<number[] | null> {
  const everything = { below: null, above: null, limit: HOME_LENGTH, order: 'newest' } as const;
  const [state] = await viewStates(needs.db.read, [accountId]);
  const truth = await candidates(needs.db.read, accountId, everything);
  const waiting = await unpushed(needs.db.read, accountId);
  const { list } = await readHomeList(
    needs.cache,
    accountId,
    { version: state?.version ?? 0, epoch },
    everything,
  );
  if (typeof list === 'string') return null;
  const pulled = await pulledIds(
    needs.db.read,
    waiting.pulled.map((author) => author.account_id),
    everything,
  );
  const known = new Set([...list.ids, ...waiting.open, ...pulled]);
  return truth.filter((id) => id >= list.low && !known.has(id));
}
