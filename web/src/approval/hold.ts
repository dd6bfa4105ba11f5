/**
 * Acts that the server cannot take back are held for a few seconds, so that the person can. They are sent then, or at
 * once when the page goes away.
 */
export const HOLD = 5000;

export interface Held {
  /** It never happens. */
  undo(): void;
  /** It happens now. */
  now(): void;
}

/** Sends what was decided. @param leaving the page goes away: the request must outlive it */
type Send = (leaving: boolean) => void;

const waiting = new Set<Send>();
let listening = false;

export function hold(send: Send, wait = HOLD): Held {
  listen();
  function end(leaving: boolean): void {
    if (!waiting.delete(end)) return;
    clearTimeout(timer);
    send(leaving);
  }
  const timer = setTimeout(end, wait, false);
  waiting.add(end);
  return {
    undo() {
      waiting.delete(end);
      clearTimeout(timer);
    },
    now: () => end(false),
  };
}

function listen(): void {
  if (listening) return;
  listening = true;
  window.addEventListener('pagehide', () => {
    for (const end of [...waiting]) end(true);
  });
}
