/** What processes have counted since they were last asked, so that nothing is in two samples. */
import type { ProcessVitals, Vitals } from '@fanfare/contracts';
import { spreadSince } from '@fanfare/contracts';

type Counted = Vitals['counted'];

/** By the ids of processes. */
export type Counts = ReadonlyMap<string, Counted>;

/** The same processes with what is new in the place of their last minute; a process that is new has that alone. */
export function sinceLast(processes: readonly ProcessVitals[], before: Counts): ProcessVitals[] {
  return processes.map(({ services, vitals }) => {
    const known = vitals === null ? undefined : before.get(vitals.id);
    if (vitals === null || known === undefined) return { services, vitals };
    return { services, vitals: { ...vitals, lately: { ...vitals.lately, ...newIn(vitals.counted, known) } } };
  });
}

/** Those of processes that did not answer this time are kept: they may be back. */
export function countsOf(processes: readonly ProcessVitals[], before: Counts): Counts {
  const now = processes.flatMap(({ vitals }) =>
    vitals === null ? [] : [[vitals.id, vitals.counted] as const],
  );
  const recent = [...before].slice(-MOST);
  return new Map([...recent.filter(([id]) => !now.some(([other]) => other === id)), ...now]);
}

/** Behind one address there may be several processes, which answer in turn, and each start makes a new one. */
const MOST = 100;

function newIn(now: Counted, before: Counted): Counted {
  const earlier = (to: string, origin: string) =>
    before.deliveries.find((one) => one.to === to && one.origin === origin)?.times;
  return {
    requests: now.requests - before.requests,
    errors: now.errors - before.errors,
    times: spreadSince(before.times, now.times),
    deliveries: now.deliveries.map(({ to, origin, times }) => {
      const known = earlier(to, origin);
      return { to, origin, times: known === undefined ? times : spreadSince(known, times) };
    }),
  };
}
