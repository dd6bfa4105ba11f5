import { it } from 'node:test';
import { PASSWORD } from '@fanfare/testkit';
import { moves } from './look.ts';
import type { World } from './world.ts';

export function identityTests(world: () => World): void {
  it('sign-ins and registrations by how they ended', async () => {
    const { network } = world();
    const app = await network.anyone('POST', '/api/v1/apps', {
      client_name: 'door',
      redirect_uris: 'urn:ietf:wg:oauth:2.0:oob',
      scopes: 'read write',
    });
    const { client_id, client_secret } = app.body;
    const token = (fields: object) =>
      network.anyone('POST', '/oauth/token', { client_id, client_secret, scope: 'read', ...fields });
    const signIn = (password: string) => token({ grant_type: 'password', username: 'bob', password });
    const result = (of: string) =>
      ['fanfare_sign_ins_total', { result: of }] as [string, Record<string, string>];
    await moves(network, [result('ok'), [...result('refused'), 2], [...result('limited'), 0]], async () => {
      await signIn(PASSWORD);
      await signIn('wrong');
      await signIn('wrong again');
    });

    const granted = await token({ grant_type: 'client_credentials', scope: 'write' });
    const authorization = `Bearer ${granted.body.access_token}`;
    const register = (username: string) =>
      network.anyone(
        'POST',
        '/api/v1/accounts',
        { username, email: `${username}@example.org`, password: PASSWORD, agreement: true, locale: 'en' },
        { authorization },
      );
    const registered = (of: string) =>
      ['fanfare_registrations_total', { result: of }] as [string, Record<string, string>];
    await moves(network, [registered('ok'), registered('refused')], async () => {
      await register('newcomer');
      await register('newcomer');
    });
  });
}
