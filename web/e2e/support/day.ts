/** A day that has been, as the server takes it down: quiet at night, with a cache that was away for an hour. */
const MINUTE = 60_000;
const limits = {
  answer: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
  way: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 10],
};

export interface Minute {
  /** In ms. */
  at: number;
  /** JSON. */
  body: string;
}

/** Every minute of the day before `now` (ms), the newest first. */
export function dayBefore(now: number): Minute[] {
  const last = Math.floor(now / MINUTE) * MINUTE;
  return Array.from({ length: 1439 }, (_, minutes) => {
    const at = last - (minutes + 1) * MINUTE;
    return { at, body: JSON.stringify(minute(at, minutes >= 120 && minutes < 180)) };
  });
}

function minute(at: number, cacheAway: boolean) {
  // Between 0 and 1, the most in the evening.
  const people = 0.55 + 0.45 * Math.sin((at / (1440 * MINUTE)) * 2 * Math.PI - 2);
  const requests = Math.round(6 + 40 * people + 6 * unevenly(at));
  const slow = cacheAway ? 2 : 0;
  const posts = Math.ceil(3 * people * unevenly(at + 1));
  const way = (to: string, place: number) => ({
    ...{ to, origin: 'posted' },
    times: { limits: limits.way, counts: spread(limits.way.length, place + slow, posts) },
  });
  return {
    requests,
    errors: 0,
    times: { limits: limits.answer, counts: spread(limits.answer.length, slow, requests) },
    deliveries: [way('first_follower', 0), way('last_follower', 0), way('socket', 0), way('search', 2)],
    busy: 0.01 + 0.05 * people,
    memory: Math.round(150e6 + 30e6 * people),
    gauges: { sockets: Math.round(18 * people), lag_events: cacheAway ? 12 : 0, waiting: 2 },
    failing: cacheAway ? [{ services: ['read'], part: 'cache' }] : [],
  };
}

/** Most at one place, some right of it. */
function spread(length: number, at: number, count: number): number[] {
  const some = Math.floor(count / 5);
  return Array.from({ length: length + 1 }, (_, place) =>
    place === at ? count - some : place === at + 1 ? some : 0,
  );
}

/** From 0 to 1, the same for the same minute. */
function unevenly(seed: number): number {
  const wave = Math.sin(seed / 7919) * 10_000;
  return wave - Math.floor(wave);
}
