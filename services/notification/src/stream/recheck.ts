/** Whether the tokens and accounts of open connections are still good. What cannot be decided stays open. */
import type { TokenChecker } from '@fanfare/http';
import type { NotificationNeeds } from '../needs.ts';
import type { Session } from './session.ts';
import { cut } from './session.ts';

/** Closes what was revoked. One question per token, one for all accounts. */
export async function recheck(
  needs: NotificationNeeds,
  checker: TokenChecker,
  sessions: ReadonlySet<Session>,
): Promise<void> {
  if (sessions.size === 0) return;
  const undecided = (err: unknown) => {
    needs.log.debug({ err }, 'Open streams could not be checked');
    return null;
  };
  const before = [...sessions].filter((session) => session.open);
  const hashes = [...new Set(before.map((session) => session.tokenHash))];
  const ids = [...new Set(before.map((session) => session.accountId))];
  const [revoked, states] = await Promise.all([
    Promise.all(
      hashes.map(async (hash) => {
        const token = await checker.check(hash).catch(() => 'undecided');
        return token === null ? [hash] : [];
      }),
    ).then((lists) => new Set(lists.flat())),
    needs.contracts.userGraph.viewStates({ account_ids: ids }).catch(undecided),
  ]);
  const active =
    states === null
      ? null
      : new Set(states.filter((one) => one.state === 'active').map((one) => one.account_id));
  for (const session of before) {
    const suspended = active !== null && !active.has(session.accountId);
    if (suspended || revoked.has(session.tokenHash)) cut(session, 'revoked');
  }
}
