/**
 * What a process writes at level debug, read for everything that must not be there: passwords, tokens, codes, addresses
 * of people, texts, names of files, bodies. By whatever way they came, good and bad.
 */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { api, needsOneProcess } from '@fanfare/testkit';
import { withTableGone } from './leak/sabotage.ts';
import { browser } from './support/browser.ts';
import { picture } from './support/picture.ts';
import type { ServerProcess } from './support/server-process.ts';
import { fanfare, serverProcess } from './support/server-process.ts';
import type { SpanCollector } from './support/spans.ts';
import { spanCollector } from './support/spans.ts';
import { wire } from './support/wire.ts';

/** Everything begins with this, so that what comes of it in other forms is found too. */
const needle = (what: string) => `zq${what}${randomBytes(4).toString('hex')}qz`;

describe('the log of a process, what it counts, and its spans', { skip: needsOneProcess() }, () => {
  let folder: string;
  let server: ServerProcess;
  let collector: SpanCollector;
  /** What must not stand there, by what it is. */
  const secrets = new Map<string, string>();
  const secret = (what: string, value = needle(what.replaceAll(' ', ''))): string => {
    secrets.set(what, value);
    return value;
  };
  const email = secret('address of a person', `${needle('mail')}@example.org`);
  const password = secret('password');
  let token: string;

  const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(server.url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fanfare-secrets-'));
    collector = await spanCollector();
    server = await serverProcess(folder, {
      LOG_LEVEL: 'debug',
      APPROVAL_POLICY: 'everyone',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_TRACES_SAMPLER_ARG: '1',
    });
    await server.start();
    const { code, out } = await fanfare(
      folder,
      {},
      ...['account', 'create', 'ana', '--email', email, '--password', password, '--role', 'owner'],
    );
    assert.equal(code, 0, out);
    token = secret(
      'token',
      (
        await fanfare(
          folder,
          {},
          'token',
          'create',
          'ana',
          '--scopes',
          'read write follow admin:read admin:write',
        )
      ).out.trim(),
    );
  });
  after(async () => {
    await server?.stop();
    collector?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('while people sign in, with the right password and wrong ones', async () => {
    const app = (await (
      await send('/api/v1/apps', {
        client_name: secret('name of an app'),
        redirect_uris: 'urn:ietf:wg:oauth:2.0:oob',
        scopes: 'read write',
      })
    ).json()) as Record<string, string>;
    secret('secret of an app', app.client_secret);
    const grant = (more: object) =>
      send('/oauth/token', {
        client_id: app.client_id,
        client_secret: app.client_secret,
        redirect_uri: 'urn:ietf:wg:oauth:2.0:oob',
        scope: 'read',
        ...more,
      });
    const good = await grant({ grant_type: 'password', username: email, password });
    assert.equal(good.status, 200);
    const { access_token } = (await good.json()) as { access_token: string };
    secret('token of a password', access_token);
    for (const more of [
      { grant_type: 'password', username: email, password: secret('wrong password') },
      { grant_type: 'password', username: secret('name that is none'), password },
      { grant_type: 'authorization_code', code: secret('wrong code'), code_verifier: secret('verifier') },
      { grant_type: 'refresh_token', refresh_token: secret('wrong refresh token') },
      { grant_type: 'client_credentials', client_secret: secret('wrong secret') },
    ])
      assert.ok((await grant(more)).status >= 400);
    const basic = Buffer.from(`${app.client_id}:${secret('secret in a header')}`).toString('base64');
    await send(
      '/oauth/token',
      { grant_type: 'client_credentials' },
      { authorization: `Basic ${secret('header', basic)}` },
    );
    await send('/oauth/revoke', { token: secret('token to revoke'), client_id: app.client_id });

    const page = browser(server.url);
    const form = await page.open('/auth/sign_in');
    await page.submit(form, { name: email, password: secret('password in a form') }, '/auth/sign_in');
    await page.submit(await page.open('/auth/sign_in'), { name: email, password }, '/auth/sign_in');
    secret('cookie', page.cookie()?.split('=').at(-1));
    await page.open('/account');
    await fetch(`${server.url}/setup/${secret('owner link')}`);
    await send(
      '/api/v1/accounts',
      {
        username: 'ben',
        email: secret('address of a sign-up', `${needle('new')}@example.org`),
        password: secret('password of a sign-up'),
        agreement: true,
        locale: 'en',
        reason: secret('reason of a sign-up'),
      },
      { authorization: `Bearer ${token}` },
    );
  });

  it('while tokens come in headers, addresses and protocols, good and bad', async () => {
    for (const one of [token, secret('bad token')]) {
      await fetch(`${server.url}/api/v1/timelines/home?access_token=${one}&q=${secret('words asked for')}`);
      await fetch(`${server.url}/api/v1/timelines/home`, { headers: { authorization: `Bearer ${one}` } });
      await fetch(`${server.url}/api/v1/streaming/user?access_token=${one}`).then((answer) =>
        answer.body?.cancel(),
      );
      await new Promise((resolve) => {
        const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/v1/streaming?stream=user`, one);
        socket.addEventListener('open', () => socket.send(secret('message on a socket')));
        socket.addEventListener('open', () => socket.send('{"type":"subscribe","stream":"user"}'));
        socket.addEventListener('error', resolve);
        socket.addEventListener('message', () => socket.close());
        socket.addEventListener('open', () => setImmediate(() => socket.close()));
        socket.addEventListener('close', resolve);
      });
    }
    await fetch(`${server.url}/${secret('unknown path')}/x?code=${secret('code in an address')}#x`);
    await fetch(`${server.url}/api/v1/statuses/${secret('id that is none')}`);
    await fetch(`${server.url}/api/v1/statuses/${secret('id that is none there')}/favourite`, {
      method: 'POST',
    });
    const raw = wire(server.url);
    await raw.ask({ method: 'GET', path: `/api/%zz${secret('path that cannot be read')}` });
    raw.close();
  });

  it('while posts wait, files come, and bodies cannot be read', async () => {
    const ana = api(server.url, token);
    const text = { status: secret('text of a post'), spoiler_text: secret('warning'), language: 'en' };
    await ana('POST', '/api/v1/statuses', { ...text, include: secret('member that is none') });
    await ana('PUT', '/api/v1/admin/approval_policy', { include_direct: true });
    const form = new FormData();
    form.append(
      'file',
      new Blob([await picture()], { type: 'image/png' }),
      `${secret('name of a file')}.png`,
    );
    form.append('description', secret('description of a picture'));
    assert.equal((await ana('POST', '/api/v2/media', form)).status, 200);
    const bad = new FormData();
    bad.append('file', new Blob([secret('bytes of a file')], { type: 'image/png' }), 'a.png');
    assert.ok((await ana('POST', '/api/v2/media', bad)).status >= 400);
    const auth = { authorization: `Bearer ${token}` };
    for (const body of [
      `{"status": ${secret('broken JSON')}`,
      `{"status": "${secret('JSON cut off')}`,
      `["${secret('JSON of another kind')}"]`,
      JSON.stringify({ status: { [secret('name in a body')]: [secret('value in a body')] } }),
      JSON.stringify({
        status: 'x',
        in_reply_to_id: secret('id in a body'),
        visibility: secret('visibility'),
      }),
      JSON.stringify({ status: 'x', scheduled_at: secret('time'), poll: { options: [secret('option')] } }),
    ])
      assert.ok((await send('/api/v1/statuses', body, auth)).status >= 400, body);
    await send('/api/v1/statuses', secret('body without a type'), { ...auth, 'content-type': 'text/plain' });
    await send('/api/v1/statuses', `status=${secret('form')}&x`, {
      ...auth,
      'content-type': 'application/x-www-form-urlencoded',
      'idempotency-key': secret('key of a request'),
      cookie: `session=${secret('cookie of somebody')}`,
      'x-forwarded-for': '203.0.113.77',
    });
    secrets.set('address of a machine', '203.0.113.77');
    await ana('PATCH', '/api/v1/accounts/update_credentials', {
      display_name: secret('name'),
      note: secret('note'),
    });
    await ana('GET', `/api/v2/search?q=${secret('words searched for')}&resolve=true`);
  });

  it('while tables are gone and everything fails', async () => {
    const ana = api(server.url, token);
    for (const table of ['submissions', 'statuses', 'view_version', 'oauth_grants', 'identities'])
      await withTableGone(folder, table, async () => {
        await ana('POST', '/api/v1/statuses', { status: secret(`text without ${table}`) });
        await send('/oauth/token', { grant_type: 'password', username: email, password });
        await ana('GET', '/api/v1/timelines/home');
      }).catch((error: unknown) => {
        // Not every one has that name here.
        assert.match(String(error), /no such table/);
      });
    assert.match(server.output(), /"error\.code":"internal"/);
  });

  it('holds none of it, as it is or in another form', async () => {
    await fetch(`${server.url}/api/v1/timelines/public`);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    await server.stop();
    // The stop has sent what waited.
    const output = [server.output(), metrics, ...collector.texts].join('\n');
    // What may be there is.
    assert.match(output, /"http\.route":"\/api\/v1\/timelines\/public"/);
    assert.match(output, /"log\.level":"debug"/);
    assert.match(metrics, /^fanfare_http_requests_total\{/m);
    assert.ok(collector.spans.some(({ failed }) => failed) && collector.spans.length > 100);
    assert.ok(secrets.size > 50);
    const forms = (value: string) => [
      value,
      encodeURIComponent(value),
      Buffer.from(value).toString('base64').replace(/=+$/, ''),
      createHash('sha256').update(value).digest('hex'),
    ];
    const found = [...secrets].filter(([, value]) => forms(value).some((form) => output.includes(form)));
    const lines = (value: string) => output.split('\n').filter((line) => line.includes(value));
    assert.deepEqual(
      found.map(([what, value]) => `${what}: ${lines(value).join(' | ').slice(0, 600)}`),
      [],
    );
  });
});
