/** What is wrong, the worst first, so that it can be read in a moment. */
import type { FullStatus, Level } from './status.ts';

export type Problem =
  | { kind: 'away'; service: string; level: Level }
  | { kind: 'part'; part: string; services: string[]; detail: string | null; level: Level }
  | { kind: 'disk'; free: number; level: Level }
  | { kind: 'timelines'; level: Level }
  | { kind: 'failures'; share: number; level: Level }
  | { kind: 'behind'; seconds: number; level: Level };

const GIB = 1024 ** 3;
/** Without these something that people do does not work at all. */
const grave: ReadonlySet<string> = new Set([
  'database',
  'notification_database',
  'search.index',
  'notification.streams',
]);
/** Shares and times from which on something is worth a word. */
const limits = { disk: GIB, failures: 0.01, failed: 5, behind: 60 };

export function problemsOf(status: FullStatus): Problem[] {
  const problems = [...away(status), ...parts(status), ...conditions(status)];
  return [
    ...problems.filter(({ level }) => level === 'down'),
    ...problems.filter(({ level }) => level !== 'down'),
  ];
}

function away({ processes }: FullStatus): Problem[] {
  const there = new Set(processes.flatMap(({ state, services }) => (state === 'away' ? [] : services)));
  const missing = new Set(processes.flatMap(({ services }) => services).filter((one) => !there.has(one)));
  return [...missing].map((service) => ({ kind: 'away', service, level: 'down' }));
}

function parts({ processes }: FullStatus): Problem[] {
  const failing = new Map<string, Extract<Problem, { kind: 'part' }>>();
  for (const { services, parts: all } of processes) {
    const same = processes.filter((other) => services.every((one) => other.services.includes(one)));
    for (const { name: part, ok, needed, detail } of all) {
      if (ok) continue;
      const problem = failing.get(part) ?? { kind: 'part', part, services: [], detail, level: 'degraded' };
      problem.services.push(...services.filter((one) => !problem.services.includes(one)));
      // Where another process has it as it should be, that one does the work.
      const others = same.some((other) => other.parts.some((one) => one.name === part && one.ok));
      if (!others && (needed || grave.has(part))) problem.level = 'down';
      failing.set(part, problem);
    }
  }
  return [...failing.values()];
}

function conditions({ storage, audit, lately, backlog }: FullStatus): Problem[] {
  const problems: Problem[] = [];
  const failed = lately.requests === 0 ? 0 : lately.errors / lately.requests;
  if (lately.errors >= limits.failed && failed >= limits.failures) {
    problems.push({ kind: 'failures', share: failed, level: 'degraded' });
  }
  if (storage.free !== null && storage.free < limits.disk) {
    problems.push({ kind: 'disk', free: storage.free, level: 'degraded' });
  }
  if ((audit.errorRate ?? 0) > 0) problems.push({ kind: 'timelines', level: 'degraded' });
  if ((backlog.lagSeconds ?? 0) >= limits.behind) {
    problems.push({ kind: 'behind', seconds: backlog.lagSeconds ?? 0, level: 'degraded' });
  }
  return problems;
}
