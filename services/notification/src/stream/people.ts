/** Whom the listeners of this node want to hear, loaded per person under the view version. */
import type { Audience } from '@fanfare/contracts';
import type { Clock, Signal } from '@fanfare/kernel';
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
  forget: Signal;
  contracts: Pick<NotificationNeeds['contracts'], 'userGraph'>;
}): People {
  const known = new Map<number, Known>();
  let forgotten = 0;

  needs.forget.on(() => {
    known.clear();
    forgotten += 1;
  });

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

  /** One statement says who changed; only those are loaded. Null: told to forget meanwhile. */
  async function present(ids: number[]): Promise<[number, Ears][] | null> {
    const { userGraph } = needs.contracts;
    const begun = forgotten;
    const states = await userGraph.viewStates({ account_ids: ids });
    const active = states.filter((state) => state.state === 'active');
    const stale = active.filter((state) => isStale(state.account_id, state.version));
    if (stale.length > 0) {
      const loaded = await userGraph.audiences({ account_ids: stale.map((state) => state.account_id) });
      if (begun !== forgotten) return null;
      for (const audience of loaded) keep(audience);
    }
    return active.flatMap(({ account_id: id }) => {
      const one = known.get(id);
      return one === undefined ? [] : [[id, one.ears]];
    });
  }

  return {
    async ears(accountIds) {
      const found = new Map<number, Ears>();
      for (let at = 0; at < accountIds.length; at += AT_ONCE) {
        const ids = accountIds.slice(at, at + AT_ONCE);
        let some = await present(ids);
        while (some === null) some = await present(ids);
        for (const [id, ears] of some) found.set(id, ears);
      }
      return found;
    },
    forget(accountId) {
      known.delete(accountId);
    },
  };
}
