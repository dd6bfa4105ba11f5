/** The list of notifications, and how many of them are new. */
import { Notification, UnreadCount } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { pageOf, route } from '@fanfare/http';
import { parseId, parseLimit } from '@fanfare/kernel';
import { Type } from 'typebox';
import { countNotifications, listNotifications } from '../flows/list.ts';
import type { NotificationNeeds } from '../needs.ts';
import { markers } from '../store/markers.ts';
import { filterQuery, wantedOf } from './wanted.ts';

const countLimits = { default: 100, max: 1000 };

export function notificationsRoutes(needs: NotificationNeeds): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/notifications',
      summary: 'Notifications, newest first',
      auth: 'user',
      scopes: ['read:notifications'],
      query: Type.Object(filterQuery),
      page: { default: 40, max: 80 },
      answers: { 200: Type.Array(Notification) },
      handle: async ({ viewer, query, page }) =>
        pageOf(await listNotifications(needs, wantedOf(viewer.accountId, query), page), 'min_id'),
    }),
    route({
      method: 'GET',
      path: '/api/v1/notifications/unread_count',
      summary: 'How many notifications stand above the marker, counted up to the limit',
      auth: 'user',
      scopes: ['read:notifications'],
      query: Type.Object({ ...filterQuery, limit: Type.Optional(Type.String()) }),
      answers: { 200: UnreadCount },
      async handle({ viewer, query }) {
        const [marker] = await markers(needs.notificationDb.read, viewer.accountId, ['notifications']);
        const wanted = wantedOf(viewer.accountId, query);
        const limit = parseLimit(query.limit, countLimits);
        return { count: await countNotifications(needs, wanted, parseId(marker?.last_read_id), limit) };
      },
    }),
  ];
}
