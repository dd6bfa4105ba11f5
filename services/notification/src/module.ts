/** notification: stores who is to be told of what, and pushes it, with everything that happens, to open streams. */
import type { ServiceModule } from '@fanfare/http';
import { tokenChecker } from '@fanfare/http';
import { markerRoutes } from './api/markers.ts';
import { notificationRoutes } from './api/notification.ts';
import { notificationsRoutes } from './api/notifications.ts';
import { streamingRoutes } from './api/streaming.ts';
import { consumerGroup } from './consumers/index.ts';
import { streamWriter } from './flows/stream-writer.ts';
import type { NotificationNeeds } from './needs.ts';
import { authorizer } from './stream/authorize.ts';
import { streamNode } from './stream/node.ts';
import { people } from './stream/people.ts';
import { socketRoute } from './stream/socket.ts';
import { streamsOf } from './streams.ts';

export function notificationModule(_values: object, needs: NotificationNeeds): ServiceModule {
  const { cache, clock, log, contracts } = needs;
  const checker = tokenChecker({
    cache,
    clock,
    log,
    checkToken: (input) => contracts.auth.checkToken(input),
  });
  const node = streamNode(needs, people(needs));
  const streams = streamsOf(needs, node, checker);
  const stored = needs.metrics.counter('fanfare_notifications_total', 'Notifications stored, by type');
  const writer = streamWriter(
    needs.notificationDb,
    (head) => streams.announce(head),
    (type) => stored.inc({ type }),
    needs.tracer,
  );
  return {
    name: 'notification',
    provides: null,
    routes: [
      ...notificationsRoutes(needs),
      ...notificationRoutes(needs),
      ...markerRoutes(needs),
      ...streamingRoutes(node, () => streams.health().ok),
    ],
    consumers: [consumerGroup(needs, writer)],
    upgrades: [socketRoute(node, authorizer(needs, checker), log)],
    health: { streams: async () => streams.health() },
    start: () => streams.start(),
    stop: () => streams.stop(),
  };
}
