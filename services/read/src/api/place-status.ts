/** How the place is: for whoever runs it, and in short for everybody where they allow it. */
import { AdminStatus, PublicStatus } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { htmlPage, route } from '@fanfare/http';
import { AppError } from '@fanfare/kernel';
import type { ClientBuild } from '../client/build.ts';
import { pageSources } from '../pages/client-page.ts';
import { statusPage } from '../pages/place-status.ts';
import type { PlaceStatus } from '../pipeline/place-status.ts';

interface StatusNeeds {
  status: PlaceStatus;
  client: ClientBuild;
  siteName(): Promise<string>;
}

export function placeStatusRoutes({ status, client, siteName }: StatusNeeds): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/admin/status',
      summary: 'How the place is and was in the last day: parts, promises, backlog, storage, versions',
      auth: 'user',
      scopes: ['admin:read:instance'],
      permission: 'manage_policy',
      answers: { 200: AdminStatus },
      handle: () => status.full(),
    }),
    route({
      method: 'GET',
      path: '/api/v1/instance/status',
      summary: 'What works at this moment; unknown where the staff do not show it',
      auth: 'none',
      answers: { 200: PublicStatus },
      async handle() {
        const shown = await status.open();
        if (shown === null) throw new AppError('not_found', { text: 'This place does not show how it is' });
        return shown;
      },
    }),
    route({
      method: 'GET',
      path: '/status',
      summary: 'How the place is',
      auth: 'none',
      kind: 'page',
      packed: true,
      async handle() {
        const shown = await status.open();
        const app = await client.head(pageSources.status);
        return htmlPage(statusPage({ siteName: await siteName(), app, status: shown }), {
          headers: { 'cache-control': 'no-store' },
        });
      },
    }),
  ];
}
