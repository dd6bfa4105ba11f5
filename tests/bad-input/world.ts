/** Somebody who may do everything, somebody else, and one thing of each kind of either. */
import assert from 'node:assert/strict';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';
import { picture } from '../support/picture.ts';

/** Ids by what they name. */
export type Ids = Readonly<
  Record<'account' | 'status' | 'media' | 'submission' | 'notification' | 'request', string>
>;

export interface World {
  network: Network;
  /** The owner: has every permission and, with the token, every scope. */
  owner: Person;
  /** The owner's. */
  token: string;
  /** Has every scope, but no permission. */
  other: Person;
  /** The owner's token for next to nothing, and another for something else. */
  narrow: readonly { scope: string; token: string }[];
  appToken: string;
  own: Ids;
  /** The other person's, which the owner has no business with. */
  foreign: Ids;
}

export function badInputNetwork(): Promise<Network> {
  return startNetwork({ settings: { APPROVAL_POLICY: 'everyone' } });
}

export async function worldOf(network: Network): Promise<World> {
  const owner = await network.person('olga', { role: 'owner' });
  const other = await network.person('otto');
  const admirer = await network.person('anna');
  const policy = await owner.api('PUT', '/api/v1/admin/approval_policy', { exempt_roles: [] });
  assert.equal(policy.status, 200, policy.text);
  await owner.api('PATCH', '/api/v1/accounts/update_credentials', { locked: true });
  await admirer.api('POST', `/api/v1/accounts/${owner.id}/follow`);
  for (const whom of [other, owner]) await admirer.api('POST', `/api/v1/accounts/${whom.id}/follow`);

  async function thingsOf(person: Person): Promise<Ids> {
    const status = await publish(owner, person, 'private');
    const form = new FormData();
    form.append('file', new Blob([await picture()], { type: 'image/png' }), 'x.png');
    const media = await person.api('POST', '/api/v2/media', form);
    const pending = await person.api('POST', '/api/v1/statuses', { status: 'Not yet' });
    await network.settle();
    const notices = await person.api('GET', '/api/v1/notifications');
    return {
      account: admirer.id,
      status,
      media: media.body.id,
      submission: pending.body.id,
      notification: notices.body[0].id,
      request: admirer.id,
    };
  }

  const scopes = ['push', 'write:lists'];
  const app = await network.anyone('POST', '/api/v1/apps', {
    client_name: 'A client',
    redirect_uris: 'urn:ietf:wg:oauth:2.0:oob',
    scopes: 'read write',
  });
  const { body: grant } = await network.anyone('POST', '/oauth/token', {
    grant_type: 'client_credentials',
    client_id: app.body.client_id,
    client_secret: app.body.client_secret,
    scope: 'read write',
  });
  return {
    network,
    owner,
    token: await network.token('olga', 'profile read write follow push admin:read admin:write'),
    other,
    narrow: await Promise.all(
      scopes.map(async (scope) => ({ scope, token: await network.token('olga', scope) })),
    ),
    appToken: grant.access_token,
    own: await thingsOf(owner),
    foreign: await thingsOf(other),
  };
}

async function publish(owner: Person, person: Person, visibility: string): Promise<string> {
  const made = await person.api('POST', '/api/v1/statuses', { status: 'Among us', visibility });
  const approved = await owner.api('POST', `/api/v1/admin/submissions/${made.body.id}/approve`, {
    version: 1,
  });
  assert.equal(approved.status, 200, approved.text);
  return approved.body.id;
}
