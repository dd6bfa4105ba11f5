/** The place as its staff sets it up: what every client and visitor sees of it, and the way in for somebody new. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { browser } from './support/browser.ts';
import type { PlainClient } from './support/plain-client.ts';
import { plainClient } from './support/plain-client.ts';
import { wireWorld } from './support/wire-world.ts';

const { network, connection, anyone, stop } = await wireWorld();
after(stop);

const PATH = '/api/v1/admin/instance';
const PASSWORD = 'correct horse';

describe('the place', () => {
  let owner: PlainClient;

  async function say(change: object) {
    const answer = await owner('PUT', PATH, change);
    assert.equal(answer.status, 200, answer.text);
    return answer.json;
  }

  before(async () => {
    const { token } = await network.person('olivia', { role: 'owner' });
    owner = plainClient(connection, token);
    await say({ registrations: 'open' });
  });

  it('shows its name, description, contact and rules in every form that clients read', async () => {
    const wanted = {
      title: 'The Tea House',
      description: 'Tea.\n\nAnd cake.',
      contact_email: 'tea@example.org',
    };
    const said = await say({
      ...wanted,
      rules: [{ text: 'Be kind' }, { text: 'No milk first', hint: 'Ever' }],
    });
    for (const [name, value] of Object.entries(wanted)) assert.equal(said[name], value);
    const rules = said.rules.map((rule: object) => ({ ...rule, translations: {} }));
    assert.deepEqual(
      rules.map(({ text, hint }: { text: string; hint: string }) => [text, hint]),
      [
        ['Be kind', ''],
        ['No milk first', 'Ever'],
      ],
    );
    const v2 = (await anyone('GET', '/api/v2/instance')).json;
    const v1 = (await anyone('GET', '/api/v1/instance')).json;
    assert.deepEqual([v2.title, v2.description, v2.contact.email], Object.values(wanted));
    assert.deepEqual([v1.title, v1.description, v1.email], Object.values(wanted));
    assert.deepEqual((await anyone('GET', '/api/v1/instance/rules')).json, rules);
    assert.deepEqual([v2.rules, v1.rules], [rules, rules]);
    const { content, updated_at: at } = (await anyone('GET', '/api/v1/instance/extended_description')).json;
    assert.equal(content, '<p>Tea.</p><p>And cake.</p>');
    assert.match(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.equal((await anyone('GET', '/nodeinfo/2.0')).json.metadata.nodeName, 'The Tea House');
    const front = (await anyone('GET', '/')).text;
    for (const part of ['<h1>The Tea House</h1>', 'Tea.', 'And cake.', 'Be kind', 'Ever', 'tea@example.org'])
      assert.ok(front.includes(part), part);
  });

  it('takes new people or does not, on the API, its pages and in what it says of itself', async () => {
    const { json: app } = await anyone('POST', '/api/v1/apps', {
      client_name: 'App',
      redirect_uris: 'app://x',
      scopes: 'read write',
    });
    const { json: grant } = await anyone('POST', '/oauth/token', {
      grant_type: 'client_credentials',
      client_id: app.client_id,
      client_secret: app.client_secret,
      scope: 'read write',
    });
    const asApp = plainClient(connection, grant.access_token);
    const register = (username: string) =>
      asApp('POST', '/api/v1/accounts', {
        ...{ username, email: `${username}@example.org`, password: PASSWORD },
        ...{ agreement: true, locale: 'en' },
      });
    const told = async () => {
      const [v2, v1, nodeInfo] = await Promise.all(
        ['/api/v2/instance', '/api/v1/instance', '/nodeinfo/2.0'].map((path) => anyone('GET', path)),
      );
      const front = await anyone('GET', '/');
      return [
        v2?.json.registrations.enabled,
        v1?.json.registrations,
        nodeInfo?.json.openRegistrations,
        front.text.includes('href="/auth/sign_up"'),
        (await anyone('GET', '/auth/sign_up')).status === 200,
        (await anyone('GET', '/auth/sign_in')).text.includes('/auth/sign_up'),
      ];
    };
    assert.deepEqual(await told(), [true, true, true, true, true, true]);
    assert.equal((await register('early')).status, 200);
    const { registrations_open: open } = await say({ registrations: 'closed' });
    assert.equal(open, false);
    assert.deepEqual(await told(), [false, false, false, false, false, false]);
    const refused = await register('late');
    assert.deepEqual(
      [refused.status, refused.json.error],
      [403, 'This server does not take new accounts at the moment'],
    );
    await say({ registrations: 'open' });
    assert.equal((await register('late')).status, 200);
  });

  it('leads somebody new through the rules and one question into its own client', async () => {
    await say({ rules: [{ text: 'Be kind' }] });
    const back = `${network.url}/signed-in`;
    const verifier = randomBytes(32).toString('base64url');
    const { json: app } = await anyone('POST', '/api/v1/apps', {
      client_name: 'The client',
      redirect_uris: back,
      scopes: 'read write follow admin:read admin:write',
    });
    const query = new URLSearchParams({
      ...{ response_type: 'code', client_id: app.client_id, redirect_uri: back, state: 'kept' },
      ...{ scope: 'read write follow', code_challenge_method: 'S256' },
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    });
    const visitor = browser(network.url);
    const next = `/oauth/authorize?${query}`;
    const form = await visitor.open(`/auth/sign_up?${new URLSearchParams({ next })}`);
    assert.match(form.html, /Be kind/);
    const typed = { username: 'newt', email: 'newt@example.org', password: PASSWORD, agreement: '1' };
    const asked = await visitor.submit(form, typed);
    assert.match(asked.html, /Go on as @newt/);
    const done = new URL((await visitor.submit(asked, { decision: 'allow' })).url);
    assert.deepEqual([done.origin + done.pathname, done.searchParams.get('state')], [back, 'kept']);
    const { json } = await anyone('POST', '/oauth/token', {
      ...{ grant_type: 'authorization_code', client_id: app.client_id, client_secret: app.client_secret },
      ...{ code: done.searchParams.get('code'), redirect_uri: back, code_verifier: verifier },
    });
    const newt = plainClient(connection, json.access_token);
    assert.equal((await newt('GET', '/api/v1/accounts/verify_credentials')).json.username, 'newt');
  });

  it('leaves on record who changed what', async () => {
    await say({ title: 'Before' });
    await say({ title: 'After' });
    const { json } = await owner('GET', '/api/v1/admin/audit_log?action=instance.update&limit=1');
    const [{ account, target, details }] = json;
    assert.deepEqual([account.username, target], ['olivia', { kind: 'instance', id: 'instance' }]);
    assert.deepEqual([details.before.title, details.after.title], ['Before', 'After']);
  });
});
