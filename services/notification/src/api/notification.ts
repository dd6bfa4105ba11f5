/** One notification: shown, dismissed; and all of them dismissed. */
import { EmptyObject, Notification } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { route } from '@fanfare/http';
import { AppError, parseId } from '@fanfare/kernel';
import { Type } from 'typebox';
import { dress } from '../flows/list.ts';
import type { NotificationNeeds } from '../needs.ts';
import { dismiss, dismissAll, findNotification } from '../store/notifications.ts';

const Params = Type.Object({ id: Type.String() });

export function notificationRoutes(needs: NotificationNeeds): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/notifications/:id',
      summary: 'One notification',
      auth: 'user',
      scopes: ['read:notifications'],
      params: Params,
      answers: { 200: Notification },
      async handle({ viewer, params }) {
        const row = await findNotification(needs.notificationDb.read, viewer.accountId, idOf(params.id));
        const [shown] = row === undefined ? [] : await dress(needs, viewer.accountId, [row]);
        if (shown === null || shown === undefined) throw new AppError('not_found');
        return shown;
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/notifications/:id/dismiss',
      summary: 'Dismisses a notification for good',
      auth: 'user',
      scopes: ['write:notifications'],
      params: Params,
      answers: { 200: EmptyObject },
      async handle({ viewer, params }) {
        const id = idOf(params.id);
        // Dismissing again succeeds: a client that retries has what it wanted.
        const known = await needs.notificationDb.unit((unit) => dismiss(unit, viewer.accountId, id));
        if (!known) throw new AppError('not_found');
        return {};
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/notifications/clear',
      summary: 'Dismisses all notifications for good',
      auth: 'user',
      scopes: ['write:notifications'],
      answers: { 200: EmptyObject },
      async handle({ viewer }) {
        await needs.notificationDb.unit((unit) => dismissAll(unit, viewer.accountId));
        return {};
      },
    }),
  ];
}

/** @throws not_found */
function idOf(text: string): number {
  const id = parseId(text);
  if (id === null) throw new AppError('not_found');
  return id;
}
