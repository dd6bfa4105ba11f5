/** An application that signs people in and out at a chosen instance of auth. */
import assert from 'node:assert/strict';
import { PASSWORD } from '@fanfare/testkit';
import type { ClusterNetwork } from '@fanfare/testkit/cluster';
import type { Side } from './places.ts';
import { at } from './places.ts';

export interface Application {
  /** A token that every service has been told of. */
  signIn(username: string, side: Side): Promise<string>;
  /** A token that no service knows yet: the first to meet it asks auth. */
  unseenToken(username: string, side: Side): Promise<string>;
  revoke(token: string, side: Side): Promise<void>;
}

const SCOPES = 'read write offline_access';

export async function application(network: ClusterNetwork): Promise<Application> {
  const made = await network.anyone('POST', '/api/v1/apps', {
    client_name: 'cluster',
    redirect_uris: 'urn:ietf:wg:oauth:2.0:oob',
    scopes: SCOPES,
  });
  assert.equal(made.status, 200, made.text);
  const { client_id, client_secret } = made.body;
  const app = { client_id, client_secret };

  async function trade(side: Side, grant: object): Promise<{ access_token: string; refresh_token?: string }> {
    const reply = await at(network, 'auth', side, null)('POST', '/oauth/token', { ...app, ...grant });
    assert.equal(reply.status, 200, reply.text);
    return reply.body;
  }
  const withPassword = (username: string, side: Side, scope: string) =>
    trade(side, { grant_type: 'password', username, password: PASSWORD, scope });

  return {
    signIn: async (username, side) => (await withPassword(username, side, 'read write')).access_token,
    async unseenToken(username, side) {
      const { refresh_token } = await withPassword(username, side, SCOPES);
      return (await trade(side, { grant_type: 'refresh_token', refresh_token })).access_token;
    },
    async revoke(token, side) {
      const reply = await at(network, 'auth', side, null)('POST', '/oauth/revoke', { ...app, token });
      assert.equal(reply.status, 200, reply.text);
    },
  };
}
