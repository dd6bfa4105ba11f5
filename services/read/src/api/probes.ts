/**
 * What apps ask for when somebody logs in, and what is always empty here: an empty list keeps them going where a
 * 404 would stop them. Token and scope are checked as if there were something.
 */
import { Account, Status } from '@fanfare/contracts/entities';
import type { AuthKind, Route } from '@fanfare/http';
import { route } from '@fanfare/http';
import { AppError } from '@fanfare/kernel';
import type { TSchema } from 'typebox';
import { Type } from 'typebox';
import type { Reading } from '../pipeline/reading.ts';
import { idOf, knownAccount } from './accounts.ts';
import { IdParams } from './common.ts';

interface Probe {
  path: string;
  what: string;
  auth: AuthKind;
  scopes: string[];
  of?: TSchema;
}

const user = (path: string, what: string, ...scopes: string[]): Probe => ({
  path: `/api/${path}`,
  what,
  auth: 'user',
  scopes,
});
const anyone = (path: string, what: string): Probe => ({
  path: `/api/${path}`,
  what,
  auth: 'optional',
  scopes: [],
});

const probes: Probe[] = [
  user('v1/announcements', 'announcements'),
  user('v1/suggestions', 'suggestions', 'read'),
  user('v2/suggestions', 'suggestions', 'read'),
  user('v1/lists', 'lists', 'read:lists'),
  user('v2/filters', 'filters', 'read:filters'),
  user('v1/followed_tags', 'followed tags', 'read:follows'),
  user('v1/featured_tags', 'featured tags', 'read:accounts'),
  user('v1/conversations', 'conversations', 'read:statuses'),
  user('v1/scheduled_statuses', 'scheduled posts', 'read:statuses'),
  user('v1/domain_blocks', 'blocked domains', 'read:blocks', 'follow'),
  { ...user('v1/endorsements', 'endorsed accounts', 'read:accounts'), of: Account },
  user('v1/accounts/familiar_followers', 'familiar followers', 'read:follows'),
  { ...anyone('v1/trends/statuses', 'trending posts'), of: Status },
  anyone('v1/trends/tags', 'trending tags'),
  anyone('v1/trends/links', 'trending links'),
  anyone('v1/instance/peers', 'other servers that this one knows'),
];

export function probeRoutes(reading: Reading): Route[] {
  return [
    ...probes.map(({ path, what, auth, scopes, of }) =>
      route({
        method: 'GET',
        path,
        summary: `Always empty: there are no ${what}`,
        auth,
        scopes,
        answers: { 200: Type.Array(of ?? Type.Unknown()) },
        handle: async () => [],
      }),
    ),
    ofAccount(reading, 'lists', 'user', ['read:lists']),
    ofAccount(reading, 'featured_tags', 'optional', []),
    route({
      method: 'GET',
      path: '/api/v1/push/subscription',
      summary: 'Web push does not exist yet, so nobody has a subscription',
      auth: 'user',
      scopes: ['push'],
      async handle() {
        throw new AppError('not_found');
      },
    }),
  ];
}

function ofAccount(reading: Reading, what: string, auth: AuthKind, scopes: string[]): Route {
  return route({
    method: 'GET',
    path: `/api/v1/accounts/:id/${what}`,
    summary: `Always empty: accounts have no ${what.replace('_', ' ')}`,
    auth,
    scopes,
    params: IdParams,
    answers: { 200: Type.Array(Type.Unknown()) },
    async handle({ params }) {
      await knownAccount(reading, idOf(params.id));
      return [];
    },
  });
}
