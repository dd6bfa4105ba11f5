/** Which posts of the queue are selected: each as it was read, so that a revision is none of what was selected. */
import { useRef, useState } from 'react';
import { isWaiting, reviewed } from './queue.ts';
import { rangeOf } from './queue-order.ts';

/** By id: the version that was read. */
export type Read = ReadonlyMap<string, number>;

export function readNow(ids: readonly string[]): Read {
  return new Map(ids.map((id) => [id, versionOf(id)]));
}

/** Those of them that are as they were. */
export function unchanged(read: Read): string[] {
  return [...read].filter(([id, version]) => versionOf(id) === version).map(([id]) => id);
}

function versionOf(id: string): number {
  return reviewed(id)?.submission.approval.version ?? 0;
}

export function useSelection(ids: readonly string[]) {
  const [selected, setSelected] = useState<Read>(new Map());
  const anchor = useRef<string | null>(null);
  const isPicked = (id: string) => selected.get(id) === versionOf(id);

  return {
    isPicked,
    set: (chosen: readonly string[]) => setSelected(readNow(chosen)),
    /** @param range from the one that was selected before */
    select(id: string, range: boolean): void {
      const chosen = range ? rangeOf(ids, anchor.current, id).filter(isWaiting) : [id];
      const on = range || !isPicked(id);
      anchor.current = id;
      setSelected((before) => {
        const rest = [...before].filter(([one]) => !chosen.includes(one));
        return new Map(on ? [...rest, ...readNow(chosen)] : rest);
      });
    },
  };
}
