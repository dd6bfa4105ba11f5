import type { CounterKind, ViewVersionTable } from '@fanfare/contracts/tables';
import type { Id } from '@fanfare/kernel';
import type { Unit } from '../port.ts';
import type { EventChecker } from './event-check.ts';

/** What a unit has asked for; written at its end, so that locks are taken late and in one order. */
export interface Pending {
  readonly views: Map<number, ViewChange>;
  readonly created: ViewState[];
  /** By entity and kind. */
  readonly counts: Map<string, { kind: CounterKind; entity: number; delta: number }>;
  /** The author of a status to open, null for one to close. */
  readonly fanout: Map<number, number | null>;
  readonly events: PendingEvent[];
  /** Called once all of it is on disk. */
  readonly afterwards: (() => void)[];
}

export interface ViewChange {
  version: number;
  act: number;
  set: Partial<Pick<ViewVersionTable, 'role' | 'state'>> | null;
}

export type ViewState = Pick<ViewVersionTable, 'account_id' | 'role' | 'state'>;

export interface PendingEvent {
  type: string;
  version: number;
  key: string;
  data: unknown;
  /** Undefined: the unit's. */
  trace?: string | null;
}

export function noPending(): Pending {
  return { views: new Map(), created: [], counts: new Map(), fanout: new Map(), events: [], afterwards: [] };
}

type Collectors<Tables> = Omit<Unit<Tables>, 'db' | 'now' | 'system'>;

/** The part of a Unit that collects. `mint` may refuse (clock, lease). */
export function collectors<Tables>(
  pending: Pending,
  check: EventChecker,
  mint: () => number,
): Collectors<Tables> {
  function change(account: number): ViewChange {
    const id = entityId(account);
    let view = pending.views.get(id);
    if (view === undefined) {
      view = { version: 0, act: 0, set: null };
      pending.views.set(id, view);
    }
    return view;
  }

  let trace: string | null | undefined;

  return {
    id: <Kind extends string>() => mint() as Id<Kind>,
    traced(from) {
      trace = from;
    },
    emit(type, data) {
      const event = check(type, data);
      pending.events.push(trace === undefined ? event : { ...event, trace });
    },
    raise(...accounts) {
      for (const account of accounts) change(account).version = 1;
    },
    acted(...accounts) {
      for (const account of accounts) change(account).act = 1;
    },
    count(kind, entity, delta) {
      const key = `${entityId(entity)} ${kind}`;
      const before = pending.counts.get(key)?.delta ?? 0;
      pending.counts.set(key, { kind, entity, delta: before + delta });
    },
    createViewState({ account_id, role, state }) {
      pending.created.push({ account_id: entityId(account_id), role, state });
    },
    setViewState(account, set) {
      const view = change(account);
      view.version = 1;
      view.set = { ...view.set, ...set };
    },
    openFanout(status, author) {
      pending.fanout.set(entityId(status), entityId(author));
    },
    closeFanout(status) {
      pending.fanout.set(entityId(status), null);
    },
    afterwards(work) {
      pending.afterwards.push(work);
    },
  };
}

function entityId(id: number): number {
  if (!Number.isSafeInteger(id)) throw new TypeError(`Not the id of an entity: ${id}`);
  return id;
}
