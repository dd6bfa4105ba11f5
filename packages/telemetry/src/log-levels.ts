/** How much is logged, for the whole process and for single services in it; changed while it runs, for a while or until it ends. */
import type { LogLevel } from '@fanfare/kernel';

export const ranks: Record<LogLevel, number> = { debug: 20, info: 30, warn: 40, error: 50 };

export interface LevelNow {
  level: LogLevel;
  /** ms since 1970 when it goes back; null: it stays until the process ends. */
  until: number | null;
}

export interface LogLevelState extends LevelNow {
  /** What the process was started with, and goes back to. */
  setting: LogLevel;
  /** Of services that have one of their own. */
  services: Record<string, LevelNow>;
}

export interface LogLevels {
  /** Lines of this rank and above are written. */
  rankOf(service: string): number;
  /**
   * @param service null: all of the process
   * @param level null: back to what was set; for all of the process that is each service's own too
   * @param time ms; null: until the process ends
   */
  change(service: string | null, level: LogLevel | null, time: number | null): void;
  state(): LogLevelState;
}

export function logLevels(setting: LogLevel): LogLevels {
  let whole: LevelNow = { level: setting, until: null };
  let rank = ranks[setting];
  const own = new Map<string, LevelNow>();
  const timers = new Map<string | null, NodeJS.Timeout>();

  function put(service: string | null, level: LogLevel | null, until: number | null): void {
    if (service === null) {
      whole = { level: level ?? setting, until };
      rank = ranks[whole.level];
    } else if (level === null) own.delete(service);
    else own.set(service, { level, until });
  }

  return {
    rankOf(service) {
      if (own.size === 0) return rank;
      const one = own.get(service);
      return one === undefined ? rank : ranks[one.level];
    },
    change(service, level, time) {
      if (service === null && level === null) {
        for (const one of own.keys()) clearTimeout(timers.get(one));
        own.clear();
      }
      clearTimeout(timers.get(service));
      timers.delete(service);
      put(service, level, level === null || time === null ? null : Date.now() + time);
      if (level !== null && time !== null)
        timers.set(service, setTimeout(() => put(service, null, null), time).unref());
    },
    state: () => ({ setting, ...whole, services: Object.fromEntries(own) }),
  };
}
