/** In ms: no call waits longer, and no connection takes longer to be made. */
export const DEADLINE = 2000;

/** When each of the questions under way was asked, oldest first: answers come in the order of the questions. */
export interface Waiting {
  readonly count: number;
  ask(): void;
  answered(): void;
  end(): void;
}

/**
 * One timer for all of them, since the oldest is the first to be late.
 * @param late is called once, when the oldest has waited for DEADLINE
 */
export function createWaiting(late: () => void): Waiting {
  const asked: number[] = [];
  let head = 0;
  let timer: NodeJS.Timeout | null = null;

  const lateIn = () => (asked[head] ?? 0) + DEADLINE - performance.now();

  function look(): void {
    timer = null;
    if (head === asked.length) return;
    const left = lateIn();
    if (left > 0) timer = setTimeout(look, Math.ceil(left));
    // After a stall of this process the answer may lie in the socket: it is read before anything is called late.
    else setImmediate(() => (head < asked.length && lateIn() <= 0 ? late() : wake()));
  }

  function wake(): void {
    if (timer === null && head < asked.length) timer = setTimeout(look, Math.max(1, Math.ceil(lateIn())));
  }

  return {
    get count() {
      return asked.length - head;
    },
    ask() {
      asked.push(performance.now());
      wake();
    },
    answered() {
      head += 1;
      if (head === asked.length || head > 4096) {
        asked.splice(0, head);
        head = 0;
      }
    },
    end() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      asked.length = 0;
      head = 0;
    },
  };
}
