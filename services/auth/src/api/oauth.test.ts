import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import { diskBlob } from '@fanfare/blob/disk';
import { memoryCache, memoryServer } from '@fanfare/cache/memory';
import { folderMail } from '@fanfare/mail/folder';
import { openSqlite } from '@fanfare/sql/sqlite';
import { noMetrics } from '@fanfare/telemetry';
import { CODE_LIFE } from '../config.ts';
import type { Browser } from '../testing/browser.ts';
import { browser } from '../testing/browser.ts';
import type { JsonClient } from '../testing/json-client.ts';
import { jsonClient } from '../testing/json-client.ts';
import type { TestAuth } from '../testing/start-auth.ts';
import { startAuth } from '../testing/start-auth.ts';

const cache = (clock: { now(): number }) => memoryCache(memoryServer({ clock }));
const adapters = { openCore: openSqlite, cache, diskBlob, folderMail, metrics: noMetrics };
const OOB = 'urn:ietf:wg:oauth:2.0:oob';
/** As one web client registers it: an address in the path, percent-encoded. */
const CALLBACK = 'https://client.example/api/http%3A%2F%2Flocalhost/oauth/https%3A%2F%2Fx?keep=%20me';

interface Client {
  client_id: string;
  client_secret: string;
}

let here: TestAuth;
let url: string;
let client: JsonClient;
let app: Client;
let signedIn: Browser;

const post = (path: string, body: object, headers?: Record<string, string>) =>
  client.post(path, body, headers);
const get = (path: string, token: string) => client.get(path, token);

async function newApp(over: object = {}): Promise<Client> {
  const form = {
    client_name: 'A & B <app>',
    redirect_uris: [OOB, CALLBACK],
    scopes: 'read write follow push',
  };
  return (await post('/api/v1/apps', { ...form, ...over })).body;
}

const authorizePath = (over: Record<string, string> = {}) =>
  `/oauth/authorize?${new URLSearchParams({ response_type: 'code', client_id: app.client_id, redirect_uri: CALLBACK, scope: 'read write', ...over })}`;

async function codeFor(over: Record<string, string> = {}): Promise<string> {
  const consent = await signedIn.open(authorizePath(over));
  const sent = await signedIn.send(consent, '/oauth/authorize', { decision: 'allow' });
  return new URL(sent.location ?? '').searchParams.get('code') ?? '';
}

const exchange = (code: string, over: object = {}) =>
  post('/oauth/token', { grant_type: 'authorization_code', ...app, code, redirect_uri: CALLBACK, ...over });

before(async () => {
  here = await startAuth(adapters);
  url = await here.listen();
  client = jsonClient(url);
  app = await newApp();
  await here.provided.createAccounts({
    accounts: [{ username: 'Alice', email: 'alice@example.org', password: 'password' }],
  });
  signedIn = browser(url);
  const page = await signedIn.open('/auth/sign_in');
  await signedIn.send(page, '/auth/sign_in', { name: 'alice@example.org', password: 'password' });
});
after(() => here.stop());

suite('apps', () => {
  test('register by JSON and by form, with one, several or a list of addresses', async () => {
    const texts = new URLSearchParams({
      client_name: 'Form',
      redirect_uris: `${OOB}\napp://x`,
      scopes: 'read push',
      website: '',
    });
    const form = await post('/api/v1/apps', texts);
    assert.equal(form.status, 200);
    assert.deepEqual(form.body.redirect_uris, [OOB, 'app://x']);
    assert.equal(form.body.redirect_uri, `${OOB}\napp://x`);
    assert.deepEqual(form.body.scopes, ['read', 'push']);
    assert.equal(form.body.website, null);
    assert.equal(form.body.client_secret_expires_at, 0);
    const plain = await post('/api/v1/apps', { client_name: 'Plain', redirect_uris: OOB });
    assert.deepEqual(plain.body.scopes, ['read']);
  });

  test('are refused with a sentence for unknown scopes and dangerous addresses', async () => {
    for (const over of [
      { scopes: 'read everything' },
      { redirect_uris: 'javascript:alert(1)' },
      { redirect_uris: 'https://x.example/#part' },
      { redirect_uris: '/relative' },
      { redirect_uris: [] },
      { client_name: ' ' },
      { website: 'javascript:alert(1)' },
    ]) {
      const refused = await post('/api/v1/apps', { client_name: 'X', redirect_uris: OOB, ...over });
      assert.equal(refused.status, 422, JSON.stringify(over));
      assert.match(refused.body.error, /^Validation failed: /);
    }
  });

  test('get tokens of their own, by body, by Basic, and by both when they agree', async () => {
    const basic = `Basic ${Buffer.from(`${app.client_id}:${app.client_secret}`).toString('base64')}`;
    const grant = { grant_type: 'client_credentials', scope: 'read' };
    const answers = await Promise.all([
      post('/oauth/token', { ...grant, ...app }),
      post('/oauth/token', grant, { authorization: basic }),
      post('/oauth/token', new URLSearchParams({ ...grant, ...app, redirect_uri: OOB }), {
        authorization: basic,
      }),
    ]);
    for (const { status, body } of answers) {
      assert.equal(status, 200);
      assert.equal(body.token_type, 'Bearer');
      assert.equal(body.scope, 'read');
      assert.match(body.access_token, /^[A-Za-z0-9_-]{43}$/);
      assert.equal(typeof body.created_at, 'number');
      assert.equal(
        (await get('/api/v1/apps/verify_credentials', body.access_token)).body.name,
        'A & B <app>',
      );
    }
    const contradiction = await post(
      '/oauth/token',
      { ...grant, ...app, client_id: 'x' },
      { authorization: basic },
    );
    assert.equal(contradiction.status, 401);
  });

  test('with a wrong secret are told so in the words that clients look for', async () => {
    for (const wrong of [{ client_secret: 'x' }, { client_id: 'x' }, { client_secret: '' }]) {
      const { status, body, headers } = await post('/oauth/token', {
        grant_type: 'client_credentials',
        ...app,
        ...wrong,
      });
      assert.equal(status, 401);
      assert.equal(body.error, 'invalid_client');
      assert.match(body.error_description, /Client authentication failed/);
      assert.match(headers.get('www-authenticate') ?? '', /^Basic/);
    }
  });

  test('ask for no more than they registered, and for known kinds of grants', async () => {
    const ask = (fields: object) => post('/oauth/token', { ...app, ...fields });
    const more = await ask({ grant_type: 'client_credentials', scope: 'read admin:read' });
    assert.deepEqual([more.status, more.body.error], [400, 'invalid_scope']);
    const password = await ask({ grant_type: 'password', username: 'alice', password: 'password' });
    assert.deepEqual([password.status, password.body.error], [400, 'unsupported_grant_type']);
    assert.equal((await ask({ grant_type: 'toString' })).body.error, 'unsupported_grant_type');
    assert.equal((await ask({})).body.error, 'invalid_request');
    assert.equal((await ask({ grant_type: 'authorization_code' })).body.error, 'invalid_request');
  });
});

suite('the code flow', () => {
  test('leads from the sign-in over consent to the application, its address and state untouched', async () => {
    const visitor = browser(url);
    const signIn = await visitor.open(authorizePath({ state: 'a b&c', force_login: 'true', lang: 'en' }));
    assert.match(
      signIn.html,
      /to go on to <strong>A &amp; B &lt;app&gt;<\/strong>|to go on to <strong>A &#38; B/,
    );
    const consent = await visitor.send(signIn, '/auth/sign_in', { name: 'Alice', password: 'password' });
    assert.match(consent.html, /@Alice/);
    assert.match(consent.html, /Post, delete and act in your name/);
    const sent = await visitor.send(consent, '/oauth/authorize', { decision: 'allow' });
    assert.ok(sent.location?.startsWith(`${CALLBACK}&code=`), sent.location ?? '');
    assert.equal(new URL(sent.location ?? '').searchParams.get('state'), 'a b&c');
    const code = new URL(sent.location ?? '').searchParams.get('code') ?? '';
    const { status, body } = await exchange(code, { scope: 'read' });
    assert.equal(status, 200);
    assert.equal(body.scope, 'read write');
    assert.equal('refresh_token' in body, false);
    const me = await get('/api/v1/accounts/verify_credentials', body.access_token);
    assert.equal(me.body.username, 'Alice');
  });

  test('works with a slash at the end and shows the code for out-of-band apps', async () => {
    const path = authorizePath({ redirect_uri: OOB }).replace('authorize?', 'authorize/?');
    const shown = await signedIn.send(await signedIn.open(path), '/oauth/authorize', { decision: 'allow' });
    const code = /id="code">([^<]+)</.exec(shown.html)?.[1] ?? '';
    assert.equal((await exchange(code, { redirect_uri: OOB })).status, 200);
  });

  test('ends with access_denied when the person says no', async () => {
    const consent = await signedIn.open(authorizePath({ state: 's' }));
    const sent = await signedIn.send(consent, '/oauth/authorize', { decision: 'deny' });
    const query = new URL(sent.location ?? '').searchParams;
    assert.deepEqual(
      [query.get('error'), query.get('state'), query.get('keep')],
      ['access_denied', 's', ' me'],
    );
  });

  test('sends nobody to an address that was not registered exactly', async () => {
    const wrong: Record<string, string>[] = [
      { redirect_uri: `${CALLBACK}/more` },
      { redirect_uri: CALLBACK.replace('%20', '+') },
      { client_id: 'x' },
    ];
    for (const over of wrong) {
      const page = await signedIn.open(authorizePath(over));
      assert.equal(page.status, 400);
      assert.equal(page.location, null);
    }
  });

  test('tells the application what is wrong with its request', async () => {
    const cases: [Record<string, string>, string][] = [
      [{ response_type: 'token' }, 'unsupported_response_type'],
      [{ scope: 'read admin:write' }, 'invalid_scope'],
      [{ code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' }, 'invalid_request'],
      [{ code_challenge: 'short', code_challenge_method: 'S256' }, 'invalid_request'],
    ];
    for (const [over, error] of cases) {
      const { location } = await signedIn.open(authorizePath(over));
      assert.equal(new URL(location ?? '').searchParams.get('error'), error);
    }
  });

  test('gives a token for a code once; a second use takes back what the first gave', async () => {
    const code = await codeFor();
    const { body } = await exchange(code);
    assert.equal((await get('/api/v1/accounts/verify_credentials', body.access_token)).status, 200);
    const again = await exchange(code);
    assert.deepEqual([again.status, again.body.error], [400, 'invalid_grant']);
    assert.equal((await get('/api/v1/accounts/verify_credentials', body.access_token)).status, 401);
  });

  test('refuses a code of another application, address or time', async () => {
    const code = await codeFor();
    const other = await newApp();
    assert.equal((await exchange(code, other)).body.error, 'invalid_grant');
    assert.equal((await exchange(code, { redirect_uri: OOB })).body.error, 'invalid_grant');
    assert.equal((await exchange('guess')).body.error, 'invalid_grant');
    here.clock.advance(CODE_LIFE);
    assert.equal((await exchange(code)).body.error, 'invalid_grant');
  });

  test('with PKCE wants the verifier that belongs to the challenge', async () => {
    const verifier = 'v'.repeat(50);
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
    const code = await codeFor(pkce);
    assert.equal((await exchange(code)).body.error, 'invalid_grant');
    assert.equal((await exchange(code, { code_verifier: 'w'.repeat(50) })).body.error, 'invalid_grant');
    assert.equal((await exchange(code, { code_verifier: verifier })).status, 200);
    const bare = await codeFor();
    assert.equal((await exchange(bare, { code_verifier: verifier })).body.error, 'invalid_grant');
  });

  test('bounds how often codes may be guessed', async () => {
    const guesser = await newApp();
    const statuses: number[] = [];
    for (let guess = 0; guess < 31; guess++)
      statuses.push((await exchange(`guess ${guess}`, guesser)).status);
    assert.deepEqual([statuses.at(0), statuses.at(29), statuses.at(30)], [400, 400, 429]);
  });
});

suite('revoking', () => {
  test('is idempotent, and refuses the tokens of another application', async () => {
    const { body } = await exchange(await codeFor());
    const token: string = body.access_token;
    const other = await newApp();
    const foreign = await post('/oauth/revoke', { ...other, token });
    assert.deepEqual([foreign.status, foreign.body.error], [403, 'unauthorized_client']);
    assert.equal((await post('/oauth/revoke', { ...app, client_id: 'undefined', token })).status, 403);
    assert.equal((await get('/api/v1/accounts/verify_credentials', token)).status, 200);
    for (let time = 0; time < 2; time++) {
      const revoked = await post('/oauth/revoke', new URLSearchParams({ ...app, token }));
      assert.deepEqual([revoked.status, revoked.body], [200, {}]);
    }
    assert.equal((await get('/api/v1/accounts/verify_credentials', token)).status, 401);
    assert.deepEqual((await post('/oauth/revoke', { ...app, token: 'unknown' })).body, {});
  });

  test('ends a grant by its refresh token too', async () => {
    app = await newApp({ scopes: 'read write offline_access' });
    const { body } = await exchange(await codeFor({ scope: 'read offline_access' }));
    assert.equal(body.expires_in, 900);
    const renew = () =>
      post('/oauth/token', { grant_type: 'refresh_token', ...app, refresh_token: body.refresh_token });
    const renewed = await renew();
    assert.equal(renewed.status, 200);
    await post('/oauth/revoke', { ...app, token: body.refresh_token });
    assert.equal((await renew()).body.error, 'invalid_grant');
    assert.equal((await get('/api/v1/accounts/verify_credentials', renewed.body.access_token)).status, 401);
  });
});

test('the metadata names what is offered, and userinfo who is asking', async () => {
  const metadata = await get('/.well-known/oauth-authorization-server', 'x');
  assert.deepEqual(metadata.body.code_challenge_methods_supported, ['S256']);
  assert.equal(metadata.body.grant_types_supported.includes('password'), false);
  const made = await here.provided.createToken({ username: 'alice', scopes: 'profile', app_name: 'cli' });
  const info = await get('/oauth/userinfo', made.access_token);
  assert.deepEqual([info.status, info.body.preferred_username], [200, 'Alice']);
  const again = await here.provided.createToken({ username: 'alice', scopes: 'read', app_name: 'cli' });
  assert.equal((await get('/oauth/userinfo', again.access_token)).status, 403);
});
