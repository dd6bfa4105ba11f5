/** How clients find their way in: discovery, CORS, OAuth, scopes. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PASSWORD } from '@fanfare/testkit';
import { browser } from './support/browser.ts';
import { plainClient } from './support/plain-client.ts';
import { wireWorld } from './support/wire-world.ts';

const OOB = 'urn:ietf:wg:oauth:2.0:oob';
/** As a web client writes it: with an encoded address in its path. */
const ENCODED = 'https://elk.example/api/http%3A%2F%2Flocalhost%3A3000/oauth/https%3A%2F%2Felk.example';
const SCOPES = 'read write follow push';

const { network, connection, bob, as, anyone, stop } = await wireWorld();
after(stop);

describe('connecting on the wire', () => {
  let app: { client_id: string; client_secret: string };

  before(async () => {
    const uris = encodeURIComponent(`${ENCODED}\n${OOB}`);
    const form = `client_name=Elk&redirect_uris=${uris}&scopes=${SCOPES.replaceAll(' ', '+')}&website=`;
    app = (await anyone('POST', '/api/v1/apps', form)).json;
  });

  const credentials = () => ({ client_id: app.client_id, client_secret: app.client_secret });
  const tokenBy = (fields: object) => anyone('POST', '/oauth/token', { ...credentials(), ...fields });
  const clientOf = async (scopes: string) => plainClient(connection, await network.token('alice', scopes));

  describe('discovery', () => {
    it('host-meta, nodeinfo and the metadata of OAuth lead here', async () => {
      const hostMeta = await anyone('GET', '/.well-known/host-meta');
      assert.match(String(hostMeta.headers['content-type']), /xml/);
      assert.ok(hostMeta.text.includes(`template="${network.url}/.well-known/webfinger?resource={uri}"`));
      const { links } = (await anyone('GET', '/.well-known/nodeinfo')).json;
      assert.deepEqual(links, [
        { rel: 'http://nodeinfo.diaspora.software/ns/schema/2.0', href: `${network.url}/nodeinfo/2.0` },
      ]);
      const nodeInfo = (await anyone('GET', '/nodeinfo/2.0')).json;
      assert.deepEqual([nodeInfo.software.name, nodeInfo.metadata.upstream.name], ['fanfare', 'mastodon']);
      const metadata = (await anyone('GET', '/.well-known/oauth-authorization-server')).json;
      assert.deepEqual(metadata.code_challenge_methods_supported, ['S256']);
      assert.deepEqual(metadata.response_types_supported, ['code']);
      for (const name of ['authorization', 'token', 'revocation', 'userinfo', 'app_registration'])
        assert.ok(metadata[`${name}_endpoint`].startsWith(`${network.url}/`), name);
    });

    it('both forms of the instance name its host and where it streams', async () => {
      const streams = network.url.replace('http', 'ws');
      const v2 = (await anyone('GET', '/api/v2/instance')).json;
      assert.deepEqual([v2.configuration.urls.streaming, v2.api_versions.mastodon], [streams, 1]);
      assert.match(v2.version, /^4\.6\.0\+fanfare-/);
      const v1 = (await anyone('GET', '/api/v1/instance')).json;
      assert.deepEqual([v1.uri, v1.urls.streaming_api], [new URL(network.url).host, streams]);
      assert.equal(v1.max_toot_chars, v2.configuration.statuses.max_characters);
    });

    it('the OpenAPI document has every route, whichever process answers', async () => {
      const { paths } = (await anyone('GET', '/api/openapi.json')).json;
      const documented = Object.entries<object>(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      );
      const api = network.routes.filter(({ kind }) => kind !== 'internal');
      assert.equal(api.length > 100, true);
      for (const { method, path } of api) {
        const name = `${method} ${path.replace(/:([a-z_]+)/g, '{$1}').replace('*', '{path}')}`;
        assert.ok(documented.includes(name), name);
      }
    });

    it('what apps ask for at login is an empty list, for those who may ask', async () => {
      const open = ['trends/statuses', 'trends/tags', 'trends/links', `accounts/${bob.id}/featured_tags`];
      open.push('instance/peers');
      const own = [
        'announcements',
        'suggestions',
        'lists',
        'followed_tags',
        'featured_tags',
        'conversations',
      ];
      own.push('scheduled_statuses', 'domain_blocks', 'endorsements', `accounts/${bob.id}/lists`);
      own.push('accounts/familiar_followers');
      const paths = [...open, ...own].map((path) => `/api/v1/${path}`);
      for (const path of [...paths, '/api/v2/filters', '/api/v2/suggestions']) {
        assert.equal((await as('GET', `${path}?limit=5`)).text, '[]', path);
        const signedOut = open.some((one) => path.endsWith(one)) ? 200 : 401;
        assert.equal((await anyone('GET', path)).status, signedOut, path);
      }
      assert.equal((await (await clientOf('push'))('GET', '/api/v1/lists')).status, 403);
    });

    it('every origin may ask, also what fails, and read the headers that matter', async () => {
      const asked = ['authorization', 'content-type', 'idempotency-key'];
      const ask = { origin: 'https://app.example', 'access-control-request-headers': asked.join() };
      const paths = [
        '/api/v1/statuses',
        '/api/v1/nope',
        '/oauth/token',
        '/oauth/revoke',
        '/nodeinfo/2.0',
        '/media/x',
      ];
      for (const path of [...paths, '/.well-known/host-meta', '/api/v1/streaming']) {
        const { status, headers } = await anyone('OPTIONS', path, undefined, ask);
        const methods = String(headers['access-control-allow-methods']);
        assert.deepEqual([status, headers['access-control-allow-origin']], [204, '*'], path);
        for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) assert.ok(methods.includes(method));
        const allowed = String(headers['access-control-allow-headers']).toLowerCase();
        for (const header of asked) assert.ok(allowed.includes(header), header);
      }
      for (const path of [...paths, '/api/v1/timelines/home', '/.well-known/nodeinfo']) {
        const { headers } = await anyone(path.startsWith('/oauth') ? 'POST' : 'GET', path);
        assert.equal(headers['access-control-allow-origin'], '*', path);
        for (const header of ['Link', 'X-RateLimit-Remaining', 'X-Request-Id'])
          assert.ok(String(headers['access-control-expose-headers']).includes(header), path);
      }
    });
  });

  describe('OAuth', () => {
    it('the address of a code is matched exactly, kept as it is, and out of band the code is shown', async () => {
      const person = browser(network.url);
      for (const [uri, slash] of [
        [ENCODED, '/'],
        [OOB, ''],
      ] as const) {
        const query = new URLSearchParams({ response_type: 'code', redirect_uri: uri, scope: SCOPES });
        query.set('client_id', app.client_id);
        query.set('force_login', 'false');
        query.set('lang', 'de');
        let page = await person.open(`/oauth/authorize${slash}?${query}`);
        if (page.url.includes('/auth/sign_in'))
          page = await person.submit(page, { name: 'alice@example.org', password: PASSWORD });
        const done = await person.submit(page, { decision: 'allow' });
        if (uri !== OOB) assert.ok(done.url.startsWith(`${uri}?code=`), done.url);
        const shown = /id="code">([^<]+)</.exec(done.html)?.[1];
        const code = shown ?? new URL(done.url).searchParams.get('code');
        const fields = { grant_type: 'authorization_code', code, redirect_uri: uri, scope: SCOPES };
        const { json, text } = await tokenBy(fields);
        assert.deepEqual([json.token_type, json.scope], ['Bearer', SCOPES], text);
        assert.match(json.access_token, /^[A-Za-z0-9._~-]+$/);
        assert.ok(Number.isInteger(json.created_at) && !('expires_in' in json) && !('refresh_token' in json));
        assert.equal((await tokenBy(fields)).json.error, 'invalid_grant');
      }
      const other = new URLSearchParams({ response_type: 'code', redirect_uri: `${ENCODED}/` });
      other.set('client_id', app.client_id);
      assert.equal((await person.open(`/oauth/authorize?${other}`)).status, 400);
    });

    it('a form that does not say so, Basic, both; an unknown client is told apart', async () => {
      const form = new URLSearchParams({
        ...credentials(),
        grant_type: 'client_credentials',
        redirect_uri: OOB,
      });
      assert.equal((await anyone('POST', '/oauth/token', Buffer.from(form.toString()))).status, 200);
      const pair = Buffer.from(`${app.client_id}:${app.client_secret}`).toString('base64');
      const basic = { authorization: `Basic ${pair}` };
      assert.equal(
        (await anyone('POST', '/oauth/token', 'grant_type=client_credentials', basic)).status,
        200,
      );
      assert.equal((await anyone('POST', '/oauth/token', form.toString(), basic)).json.scope, 'read');
      const stranger = await tokenBy({ grant_type: 'client_credentials', client_secret: 'wrong' });
      assert.deepEqual([stranger.status, stranger.json.error], [401, 'invalid_client']);
      assert.match(stranger.json.error_description, /Client authentication failed/);
    });

    it('a token is taken back as often as one likes, but only by its own app', async () => {
      const person = { username: 'alice', password: PASSWORD };
      const { json } = await tokenBy({ grant_type: 'password', ...person, scope: 'read' });
      const token = json.access_token;
      const foreign = await anyone(
        'POST',
        '/oauth/revoke',
        `client_id=undefined&client_secret=x&token=${token}`,
      );
      assert.deepEqual([foreign.status, foreign.json.error], [403, 'unauthorized_client']);
      const mine = plainClient(connection, token);
      assert.equal((await mine('GET', '/api/v1/accounts/verify_credentials')).status, 200);
      for (let time = 0; time < 2; time++)
        assert.equal((await anyone('POST', '/oauth/revoke', { ...credentials(), token })).text, '{}');
      assert.equal((await mine('GET', '/api/v1/accounts/verify_credentials')).status, 401);
    });

    it('an app token registers people and reads what is public; a user token registers too', async () => {
      const { json } = await tokenBy({ grant_type: 'client_credentials', scope: SCOPES });
      const asApp = plainClient(connection, json.access_token);
      const { json: post } = await as('POST', '/api/v1/statuses', { status: 'for all' });
      for (const path of ['apps/verify_credentials', 'timelines/public', `statuses/${post.id}/source`])
        assert.equal((await asApp('GET', `/api/v1/${path}`)).status, 200, path);
      assert.equal((await asApp('GET', '/api/v1/timelines/home')).status, 422);
      for (const [client, name] of [
        [asApp, 'dora'],
        [as, 'emil'],
      ] as const) {
        const form = `username=${name}&email=${name}@example.org&password=correct+horse&agreement=true&locale=en`;
        const made = await client('POST', '/api/v1/accounts', form);
        const own = plainClient(connection, made.json.access_token);
        assert.equal(
          (await own('GET', '/api/v1/accounts/verify_credentials')).json.username,
          name,
          made.text,
        );
      }
    });

    it('scopes: follow stands for six others, profile for who one is and nothing else', async () => {
      const follower = await clientOf('follow');
      for (const verb of ['follow', 'unfollow', 'block', 'unblock', 'mute', 'unmute'])
        assert.equal((await follower('POST', `/api/v1/accounts/${bob.id}/${verb}`)).status, 200, verb);
      for (const path of ['blocks', 'mutes', 'follow_requests', `accounts/relationships?id=${bob.id}`])
        assert.equal((await follower('GET', `/api/v1/${path}`)).status, 200, path);
      const named = await clientOf('profile');
      assert.equal((await named('GET', '/api/v1/accounts/verify_credentials')).status, 200);
      assert.equal((await named('POST', '/oauth/userinfo')).json.preferred_username, 'alice');
      const refused = await named('GET', '/api/v1/timelines/home');
      assert.deepEqual(
        [refused.status, refused.json.error],
        [403, 'This action is outside the authorized scopes'],
      );
    });
  });
});
