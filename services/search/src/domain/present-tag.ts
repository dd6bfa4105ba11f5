import type { Tag } from '@fanfare/contracts/entities';
import { timeOf } from '@fanfare/kernel';
import type { TagUse } from '../store/tag-uses.ts';

/** @param days their begins, newest first; @param uses those since the oldest of them */
export function presentTag(
  name: string,
  uses: readonly TagUse[],
  days: readonly number[],
  options: { publicUrl: string; signedIn: boolean },
): Tag {
  const byDay = Map.groupBy(uses, ({ status_id }) => days.find((begin) => timeOf(status_id) >= begin));
  return {
    id: name,
    name,
    url: `${options.publicUrl}/tags/${encodeURIComponent(name)}`,
    history: days.map((begin) => {
      const used = byDay.get(begin) ?? [];
      return {
        day: String(begin / 1000),
        uses: String(used.length),
        accounts: String(new Set(used.map(({ account_id }) => account_id)).size),
      };
    }),
    ...(options.signedIn ? { following: false, featuring: false } : {}),
  };
}
