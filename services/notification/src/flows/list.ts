/** Lists of notifications: stored here, dressed and filtered by read, over-fetched until the page is full. */
import type { StoredNotification } from '@fanfare/contracts';
import type { Notification } from '@fanfare/contracts/entities';
import type { Page, Paged } from '@fanfare/kernel';
import { toPaged } from '@fanfare/kernel';
import type { NotificationNeeds } from '../needs.ts';
import type { Wanted } from '../store/notifications.ts';
import { notificationRows } from '../store/notifications.ts';

/** Stored notifications read and dressed at once, at most. */
const LARGEST_READ = 320;

/** @throws engine_away when read cannot be asked */
export async function listNotifications(
  needs: NotificationNeeds,
  wanted: Wanted,
  page: Page,
): Promise<Paged<Notification>> {
  const shown: Notification[] = [];
  // One more than asked, to know whether another page follows.
  for await (const some of shownIn(needs, wanted, page, page.limit + 1)) {
    shown.push(...some);
    if (shown.length > page.limit) break;
  }
  return toPaged(shown.slice(0, page.limit + 1), page, (notification) => Number(notification.id));
}

/** How many the list would show above this position, counted up to `limit`. @throws engine_away */
export async function countNotifications(
  needs: NotificationNeeds,
  wanted: Wanted,
  above: number | null,
  limit: number,
): Promise<number> {
  let count = 0;
  const page = { maxId: null, sinceId: above, minId: null, limit };
  for await (const some of shownIn(needs, wanted, page, limit)) {
    count += some.length;
    if (count >= limit) return limit;
  }
  return count;
}

/** Everything in the page's bounds and order that its recipient may see, piece by piece. */
async function* shownIn(
  needs: NotificationNeeds,
  wanted: Wanted,
  page: Page,
  atFirst: number,
): AsyncGenerator<Notification[]> {
  let at: Page = { ...page, limit: Math.min(atFirst, LARGEST_READ) };
  for (;;) {
    const rows = await notificationRows(needs.notificationDb.read, wanted, at);
    yield (await dress(needs, wanted.accountId, rows)).filter((one) => one !== null);
    const last = rows.at(-1);
    if (last === undefined || rows.length <= at.limit) return;
    // Whoever sees little waits for few reads.
    const limit = Math.min(at.limit * 2, LARGEST_READ);
    at = page.minId === null ? { ...at, maxId: last.id, limit } : { ...at, minId: last.id, limit };
  }
}

/** Same order; null: not, or no longer, for its recipient. @throws engine_away */
export async function dress(
  needs: NotificationNeeds,
  viewerId: number,
  items: readonly StoredNotification[],
): Promise<(Notification | null)[]> {
  if (items.length === 0) return [];
  return needs.contracts.read.notifications({ viewer_id: viewerId, items: [...items] });
}
