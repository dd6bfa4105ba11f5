/** Whom the listeners of this node want to hear, loaded per person under the view version. */
import type { Audience } from '@fanfare/contracts';
import type { Clock } from '@fanfare/kernel';
import type { Ears } from '../domain/match.ts';
import { earsOf } from '../domain/match.ts';
import type { NotificationNeeds } from '../needs.ts';

export interface People {
  /**
   * The present ears of these; whoever is suspended or gone is left out.
   * @throws engine_away
   */
  ears(accountIds: readonly number[]): Promise<Map<number, Ears>>;
  /** Nobody of this account listens any more. */
  forget(accountId: number): void;
}

interface Known {
  ears: Ears;
  version: number;
  validUntil: number | null;
}

/** Accounts asked for in one call. */
const AT_ONCE = 500;

export function people(needs: {
  clock: Clock;
  contracts: Pick<NotificationNeeds['contracts'], 'userGraph'>;
}): People {
  const known = new Map<number, Known>();

  function keep(audience: Audience): void {
    const { account_id: id, version, valid_until: validUntil } = audience;
    // Two loads may cross: the older one must not win.
    if ((known.get(id)?.version ?? 0) > version) return;
    known.set(id, { ears: earsOf(audience), version, validUntil });
  }

  function isStale(id: number, version: number): boolean {
    const one = known.get(id);
    if (one === undefined || one.version !== version) return true;
    return one.validUntil !== null && one.validUntil <= needs.clock.now();
  }

  /** One statement says who changed; only those are loaded. */
  async function refresh(ids: number[]): Promise<number[]> {
    const { userGraph } = needs.contracts;
    const states = await userGraph.viewStates({ account_ids: ids });
    const active = states.filter((state) => state.state === 'active');
    const stale = active.filter((state) => isStale(state.account_id, state.version));
    if (stale.length > 0) {
      const loaded = await userGraph.audiences({ account_ids: stale.map((state) => state.account_id) });
      for (const audience of loaded) keep(audience);
    }
    return active.map((state) => state.account_id);
  }

  return {
    async ears(accountIds) {
      const found = new Map<number, Ears>();
      for (let at = 0; at < accountIds.length; at += AT_ONCE) {
        for (const id of await refresh(accountIds.slice(at, at + AT_ONCE))) {
          const one = known.get(id);
          if (one !== undefined) found.set(id, one.ears);
        }
      }
      return found;
    },
    forget(accountId) {
      known.delete(accountId);
    },
  };
}
