/**
 * Whether a trace is sent whatever becomes of it, by its id alone: every process that has the same rate decides the same.
 * As W3C has it, the last 14 digits are random.
 */
export function sampler(rate: number): (traceId: string) => boolean {
  const from = (1 - rate) * 2 ** 56;
  if (rate <= 0) return () => false;
  return (traceId) => Number.parseInt(traceId.slice(18), 16) >= from;
}
