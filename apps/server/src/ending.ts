/** Bounds of the end: whatever hangs, a process that was told to stop is gone in time. */
import type { Log } from '@fanfare/kernel';

/** From the signal on, in ms: the listener's own bound, the consumers', the engines', and less than gateways wait. */
const RUNNING = 25_000;
/** The same while it starts: nobody was served yet, and what was begun is undone or done again by the next start. */
const STARTING = 8_000;
/** For what is still open when all parts have stopped. */
const REST = 1_000;

/** What a process is doing when it is told to end. */
export type Phase = 'starting' | 'running' | 'stopped';

const within: Record<Phase, number> = { starting: STARTING, running: RUNNING, stopped: REST };

/** Keeps nothing alive: a process that has nothing left to do ends by itself before. */
export function endInTime(phase: Phase, code: number, log: Log): void {
  setTimeout(() => {
    const open = [...new Set(process.getActiveResourcesInfo())];
    const words = 'Not everything has ended in time: the process ends all the same';
    log[phase === 'running' ? 'error' : 'warn']({ open, phase }, words);
    process.exit(code);
  }, within[phase]).unref();
}
