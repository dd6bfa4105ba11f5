/** What `/health/ready` says: every part's state, asked at the same time and never waited for long. */
import type { Health } from '@fanfare/kernel';
import type { HealthPart } from './options.ts';

export interface Readiness {
  /** degraded: it serves, but what needs the failing parts does not work. */
  status: 'ok' | 'degraded' | 'down' | 'starting' | 'closing';
  parts: Record<string, Health>;
}

const PART_DEADLINE = 2_000;

export async function readiness(
  parts: Readonly<Record<string, HealthPart>>,
  closing: boolean,
): Promise<Readiness> {
  const names = Object.keys(parts);
  const states = await Promise.all(Object.values(parts).map((part) => stateOf(part, PART_DEADLINE)));
  const found = Object.fromEntries(names.map((name, index) => [name, states[index] ?? { ok: false }]));
  const failing = names.filter((name) => found[name]?.ok !== true);
  const down = failing.some((name) => parts[name]?.needed === true);
  const status = closing ? 'closing' : down ? 'down' : failing.length > 0 ? 'degraded' : 'ok';
  return { status, parts: found };
}

/** @param deadline in ms */
export async function stateOf(part: Pick<HealthPart, 'check'>, deadline: number): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Health>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, detail: `No answer within ${deadline} ms` }), deadline);
  });
  try {
    return await Promise.race([part.check(), late]);
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : 'The check failed' };
  } finally {
    clearTimeout(timer);
  }
}
