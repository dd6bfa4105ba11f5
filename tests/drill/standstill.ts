/** Whether this very process stood still: then the machine did, and no service is to blame for the time. */
export interface Standstill {
  /** How long it stood still between two moments, in ms. */
  between(from: number, to: number): number;
  end(): void;
}

/** In ms. A busy machine is late by less than the second. */
const TICK = 250;
const NOTED = 1_000;

export function watchStandstill(): Standstill {
  const stops: { from: number; to: number }[] = [];
  let last = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - last > NOTED) stops.push({ from: last, to: now });
    last = now;
  }, TICK);
  return {
    between: (from, to) =>
      stops.reduce((sum, stop) => sum + Math.max(0, Math.min(to, stop.to) - Math.max(from, stop.from)), 0),
    end: () => clearInterval(timer),
  };
}
