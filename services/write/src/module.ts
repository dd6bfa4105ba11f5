/** write: posts, replies, approval, favourites, boosts, bookmarks, media. */
import type { Route, ServiceModule } from '@fanfare/http';
import { periodic } from '@fanfare/kernel';
import { adminSubmissionRoutes } from './api/admin-submissions.ts';
import { approvalPolicyRoutes } from './api/approval-policy.ts';
import { auditLogRoute } from './api/audit-log.ts';
import { decisionRoutes } from './api/decisions.ts';
import { deliveryRoute } from './api/delivery.ts';
import { instanceSettingsRoutes } from './api/instance-settings.ts';
import { mediaRoutes } from './api/media.ts';
import { ownStatusRoutes } from './api/own-status.ts';
import { postStatusRoute } from './api/post-status.ts';
import { serveMediaRoute } from './api/serve-media.ts';
import { statusActionRoutes } from './api/status-actions.ts';
import { submissionRoutes } from './api/submissions.ts';
import type { WriteValues } from './config.ts';
import { IMAGES_AT_ONCE, SAMPLE_EVERY, SWEEP_EVERY } from './config.ts';
import { clearAllLeftovers, onStatusDeleted } from './consumers/status-deleted.ts';
import { vitalsSampler } from './flows/sample-vitals.ts';
import { removeDue, sweep } from './flows/sweep.ts';
import { turns } from './flows/turns.ts';
import { writeMetrics } from './metrics.ts';
import type { Write, WriteNeeds } from './needs.ts';
import { provide } from './provide.ts';
import { pendingSecret } from './store/secret.ts';

export function writeModule(values: WriteValues, needs: WriteNeeds): ServiceModule {
  const write = shared(values, needs);
  const sweeper = periodic('what nobody needs any more', SWEEP_EVERY, needs.log, () => sweep(needs));
  const sampler = periodic('how the place is', SAMPLE_EVERY, needs.log, vitalsSampler(needs));
  return {
    name: 'write',
    provides: provide(write),
    routes: routesOf(write),
    consumers: [
      {
        group: 'write',
        database: needs.db,
        lane: 'bulk',
        handlers: { 'status.deleted': onStatusDeleted(needs.db) },
        rebuild: () => clearAllLeftovers(needs.db),
      },
    ],
    async start() {
      await sweeper.start();
      await sampler.start();
    },
    async stop() {
      await sampler.stop();
      await sweeper.stop();
    },
  };
}

function routesOf(write: Write): Route[] {
  return [
    postStatusRoute(write),
    ...ownStatusRoutes(write),
    deliveryRoute(write),
    ...statusActionRoutes(write),
    ...submissionRoutes(write),
    ...adminSubmissionRoutes(write),
    ...decisionRoutes(write),
    ...approvalPolicyRoutes(write),
    ...instanceSettingsRoutes(write),
    auditLogRoute(write),
    ...mediaRoutes(write),
    serveMediaRoute(write),
  ];
}

function shared(values: WriteValues, needs: WriteNeeds): Write {
  let secret: Promise<Uint8Array> | null = null;
  needs.forget.on(() => {
    secret = null;
  });
  return {
    ...needs,
    values,
    counted: writeMetrics(needs),
    imageTurn: turns(IMAGES_AT_ONCE),
    async pendingSecret() {
      secret ??= pendingSecret(needs.db);
      try {
        return await secret;
      } catch (error) {
        secret = null;
        throw error;
      }
    },
    async removeDueBlobs() {
      try {
        await removeDue(needs);
      } catch (error) {
        needs.log.warn({ err: error }, 'Blobs could not be removed now; they are tried again later');
      }
    },
  };
}
