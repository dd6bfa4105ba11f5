/** Several favourites or boosts of one post, or several new followers, told of in one line. */
import type { Notice } from '../api/entities.ts';

export interface NoticeGroup {
  /** That of its newest notification. */
  id: string;
  type: string;
  /** Newest first; one of each account. */
  notices: readonly [Notice, ...Notice[]];
}

const grouped = new Set(['favourite', 'reblog', 'follow']);
const DAY = 24 * 60 * 60_000;

/**
 * @param notices newest first
 * @param readTo id up to which they had been read: a group is never on both sides of it
 */
export function groupNotices(notices: readonly Notice[], readTo: string | null): NoticeGroup[] {
  const groups: { id: string; type: string; notices: [Notice, ...Notice[]] }[] = [];
  const open = new Map<string, (typeof groups)[number]>();
  for (const notice of notices) {
    const key = keyOf(notice, readTo);
    const group = key === null ? undefined : open.get(key);
    if (group !== undefined && timeOf(group.notices[0]) - timeOf(notice) < DAY) {
      if (!group.notices.some(({ account }) => account.id === notice.account.id)) group.notices.push(notice);
      continue;
    }
    const made: (typeof groups)[number] = { id: notice.id, type: notice.type, notices: [notice] };
    groups.push(made);
    if (key !== null) open.set(key, made);
  }
  return groups;
}

/** Whether `id` is newer than the position; ids are decimal numbers. */
export function isAfter(id: string, position: string | null): boolean {
  return position === null || BigInt(id) > BigInt(position);
}

function keyOf(notice: Notice, readTo: string | null): string | null {
  if (!grouped.has(notice.type)) return null;
  return [notice.type, notice.status?.id ?? '', isAfter(notice.id, readTo)].join();
}

const timeOf = (notice: Notice) => Date.parse(notice.createdAt);
