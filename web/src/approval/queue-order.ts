/** What a look at the server's queue means for the one on the screen. */

export interface Look {
  /** Ids on the screen that are still thought to wait. */
  shown: readonly string[];
  /** Ids that wait, as the server said; the first of them in the queue's order. */
  waiting: readonly string[];
  /** The server said all there are, not only the first. */
  whole: boolean;
  /** The screen shows the queue to its end. */
  toEnd: boolean;
}

/** gone: shown, but they do not wait any more. fresh: they wait, and belong on the screen. */
export function compareQueues({ shown, waiting, whole, toEnd }: Look): { gone: string[]; fresh: string[] } {
  const numbers = waiting.map(Number);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const covered = (id: string) => whole || (Number(id) >= low && Number(id) <= high);
  return {
    gone: shown.filter((id) => covered(id) && !waiting.includes(id)),
    fresh: toEnd ? waiting.filter((id) => !shown.includes(id)) : [],
  };
}

/** Those between the two in the list's order, both included; the second alone where the first is not in the list. */
export function rangeOf(ids: readonly string[], from: string | null, to: string): string[] {
  const [a, b] = [from === null ? -1 : ids.indexOf(from), ids.indexOf(to)];
  if (b === -1) return [];
  return a === -1 ? [to] : ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** The next one that passes, or else the nearest before; null: there is none. */
export function neighbour(
  ids: readonly string[],
  id: string | null,
  step: 1 | -1,
  passes: (id: string) => boolean,
): string | null {
  const at = id === null ? -1 : ids.indexOf(id);
  if (step === 1) return ids.slice(at + 1).find(passes) ?? null;
  return ids.slice(0, Math.max(0, at)).reverse().find(passes) ?? null;
}
