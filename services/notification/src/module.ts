/** notification: stores who is to be told of what, and pushes it, with everything that happens, to open streams. */
import type { ServiceModule } from '@fanfare/http';
import { markerRoutes } from './api/markers.ts';
import { notificationRoutes } from './api/notification.ts';
import { notificationsRoutes } from './api/notifications.ts';
import { consumerGroup } from './consumers/index.ts';
import type { NotificationNeeds } from './needs.ts';
import { streamWriter } from './stream-writer.ts';

export function notificationModule(_values: object, needs: NotificationNeeds): ServiceModule {
  const stream = streamWriter(needs.notificationDb, () => {});
  return {
    name: 'notification',
    provides: null,
    routes: [...notificationsRoutes(needs), ...notificationRoutes(needs), ...markerRoutes(needs)],
    consumers: [consumerGroup(needs, stream)],
  };
}
