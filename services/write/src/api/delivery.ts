/** Where a post of one's own is on its way. */
import { StatusDelivery } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { route } from '@fanfare/http';
import { showDelivery } from '../flows/show-delivery.ts';
import type { Write } from '../needs.ts';
import { IdParam, idOf } from './id-param.ts';

export function deliveryRoute(write: Write): Route {
  return route({
    method: 'GET',
    path: '/api/v1/statuses/:id/delivery',
    summary: 'Where a post of your own is: held, published, delivered, indexed',
    auth: 'user',
    scopes: ['read:statuses'],
    params: IdParam,
    answers: { 200: StatusDelivery },
    handle: ({ params, viewer }) => showDelivery(write, viewer.accountId, idOf(params)),
  });
}
