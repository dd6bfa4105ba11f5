/** What was said of the place over the API, as far as the pages and registration follow it; and the way into its client. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import { diskBlob } from '@fanfare/blob/disk';
import { memoryCache, memoryServer } from '@fanfare/cache/memory';
import type { InstanceSettingsTable } from '@fanfare/contracts/tables';
import { folderMail } from '@fanfare/mail/folder';
import { upsert } from '@fanfare/sql';
import { openSqlite } from '@fanfare/sql/sqlite';
import { noMetrics } from '@fanfare/telemetry';
import { browser } from '../../testing/browser.ts';
import type { JsonClient } from '../../testing/json-client.ts';
import { jsonClient } from '../../testing/json-client.ts';
import type { TestAuth } from '../../testing/start-auth.ts';
import { startAuth } from '../../testing/start-auth.ts';

const cache = (clock: { now(): number }) => memoryCache(memoryServer({ clock }));
const adapters = { openCore: openSqlite, cache, diskBlob, folderMail, metrics: noMetrics };

let here: TestAuth;
let url: string;
let api: JsonClient;
before(async () => {
  here = await startAuth(adapters);
  url = await here.listen();
  api = jsonClient(url);
});
after(() => here.stop());

/** As write keeps it. */
async function say(change: Partial<InstanceSettingsTable>): Promise<void> {
  const nothing = { title: null, description: null, contact_email: null, registrations: null, rules: '[]' };
  const row = { name: 'instance', ...nothing, version: 1, updated_at: 1, ...change };
  await here.auth.db.unit((unit) => upsert(unit.db, 'instance_settings', { keys: ['name'], row }));
}

const person = (name: string) => ({
  username: name,
  email: `${name}@example.org`,
  password: 'password',
  agreement: '1',
});

async function appWith(redirectUri: string, scopes = 'read write follow admin:read admin:write') {
  const form = { client_name: 'Some app', redirect_uris: redirectUri, scopes };
  return (await api.post('/api/v1/apps', form)).body as { client_id: string; client_secret: string };
}

suite('registration', () => {
  test('closes and opens with what is said, over the API and on every page', async () => {
    const app = await appWith('app://x', 'read write');
    const { body: grant } = await api.post('/oauth/token', {
      grant_type: 'client_credentials',
      ...app,
      scope: 'read write',
    });
    const register = (name: string) =>
      api.post(
        '/api/v1/accounts',
        { ...person(name), agreement: true },
        { authorization: `Bearer ${grant.access_token}` },
      );
    const visitor = browser(url);
    const form = await visitor.open('/auth/sign_up');
    assert.equal((await register('early')).status, 200);

    await say({ registrations: 'closed' });
    const refused = await register('late');
    assert.deepEqual(
      [refused.status, refused.body.error],
      [403, 'This server does not take new accounts at the moment'],
    );
    const sent = await visitor.send(form, '/auth/sign_up', person('late'));
    assert.equal(sent.status, 403, 'also for a form that was open before');
    assert.match(sent.html, /does not take new accounts at the moment/);
    const closed = await browser(url).open('/auth/sign_up?next=%2Foauth%2Fauthorize%3Fx%3D1');
    assert.equal(closed.status, 403);
    assert.match(closed.html, /sign_in\?next(=|&#61;)%2Foauth%2Fauthorize%3Fx%3D1"/, 'keeps the way');
    assert.doesNotMatch((await browser(url).open('/auth/sign_in')).html, /sign_up/);

    await say({ registrations: 'open' });
    assert.equal((await register('later')).status, 200);
    assert.match((await browser(url).open('/auth/sign_in')).html, /sign_up/);
  });
});

suite('the pages', () => {
  test('bear the name, and the rules stand above the box', async () => {
    const rules = [
      { id: '1', text: 'Be kind <b>', hint: 'To everybody' },
      { id: '2', text: 'No adverts', hint: '' },
    ];
    await say({ title: 'Tea & <cakes>', rules: JSON.stringify(rules) });
    const { html } = await browser(url).open('/auth/sign_up');
    assert.match(html, /<title>Make an account · Tea &(amp|#38); &(lt|#60);cakes/);
    const parts = ['Be kind &', 'To everybody', 'No adverts', 'I agree to the rules'];
    const places = parts.map((part) => html.indexOf(part));
    assert.ok(
      places.every((place) => place > 0),
      html,
    );
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other),
    );
    await say({});
    const bare = await browser(url).open('/auth/sign_up');
    assert.match(bare.html, /<title>Make an account · Fanfare/);
    assert.doesNotMatch(bare.html, /The rules of this place/);
  });
});

suite('the way into the client', () => {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const authorize = (clientId: string, redirectUri: string, scope: string) =>
    `/oauth/authorize?${new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope,
      state: 'abc',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    })}`;

  test('a new account ends on the question for the app, and then back in it with a code', async () => {
    const back = `${here.auth.publicUrl}/signed-in`;
    const app = await appWith(back);
    const visitor = browser(url);
    const next = authorize(app.client_id, back, 'read write follow');
    const form = await visitor.open(`/auth/sign_up?${new URLSearchParams({ next })}`);
    const asked = await visitor.send(form, '/auth/sign_up', person('newcomer'));
    assert.equal(asked.url, next);
    assert.match(asked.html, /<h1>Go on as @newcomer<\/h1>/);
    assert.match(asked.html, /<details><summary>What Some app may do then/);
    const done = await visitor.send(asked, '/oauth/authorize', { decision: 'allow' });
    const target = new URL(done.location ?? '');
    assert.deepEqual([target.origin + target.pathname, target.searchParams.get('state')], [back, 'abc']);
    const token = await api.post('/oauth/token', {
      grant_type: 'authorization_code',
      ...app,
      code: target.searchParams.get('code'),
      redirect_uri: back,
      code_verifier: verifier,
    });
    assert.equal(token.body.scope, 'read write follow');

    const again = await visitor.open(next);
    assert.match(again.html, /Go on as @newcomer/, 'nobody is sent on without a press');
    const refused = await visitor.send(again, '/oauth/authorize', { decision: 'deny' });
    assert.equal(new URL(refused.location ?? '').searchParams.get('error'), 'access_denied');

    const staff = await visitor.open(authorize(app.client_id, back, 'read admin:read admin:write'));
    assert.match(staff.html, /<details open>/, "the staff's rights are never folded away");
    assert.match(staff.html, /Moderate in your name/);
  });

  test('every other address gets the whole question', async () => {
    const { visitor } = await signedIn('careful');
    for (const uri of [
      'https://elsewhere.example/signed-in',
      `${here.auth.publicUrl}/signed-in/more`,
      'http://localhost.example:3000/signed-in',
      'http://127.0.0.1:3000/signed-in',
    ]) {
      const app = await appWith(uri);
      const page = await visitor.open(authorize(app.client_id, uri, 'read'));
      assert.match(page.html, /Some app asks for access/, uri);
      assert.doesNotMatch(page.html, /<details/, uri);
    }
  });

  async function signedIn(name: string) {
    const visitor = browser(url);
    await visitor.send(await visitor.open('/auth/sign_up'), '/auth/sign_up', person(name));
    return { visitor };
  }
});
