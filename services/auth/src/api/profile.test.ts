import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { diskBlob } from '@fanfare/blob/disk';
import { memoryCache, memoryServer } from '@fanfare/cache/memory';
import { folderMail } from '@fanfare/mail/folder';
import { viewStates } from '@fanfare/sql';
import { openSqlite } from '@fanfare/sql/sqlite';
import { noMetrics } from '@fanfare/telemetry';
import sharp from 'sharp';
import type { JsonClient } from '../testing/json-client.ts';
import { jsonClient } from '../testing/json-client.ts';
import type { TestAuth } from '../testing/start-auth.ts';
import { startAuth } from '../testing/start-auth.ts';

const cache = (clock: { now(): number }) => memoryCache(memoryServer({ clock }));
const adapters = { openCore: openSqlite, cache, diskBlob, folderMail, metrics: noMetrics };

let here: TestAuth;
let client: JsonClient;
let appToken: string;
let token: string;
let account: number;
before(async () => {
  here = await startAuth(adapters, { config: { PASSWORD_GRANT: true } });
  client = jsonClient(await here.listen());
  const form = { client_name: 'App', redirect_uris: 'app://x', scopes: 'read write follow' };
  const { body: app } = await client.post('/api/v1/apps', form);
  const grant = { grant_type: 'client_credentials', scope: 'read write', ...app };
  appToken = (await client.post('/oauth/token', grant)).body.access_token;
  const made = await register({});
  token = made.body.access_token;
  account = Number((await client.get('/api/v1/accounts/verify_credentials', token)).body.id);
});
after(() => here.stop());

const bearer = (of: string) => ({ authorization: `Bearer ${of}` });
const register = (over: object, as = appToken) =>
  client.post(
    '/api/v1/accounts',
    {
      username: 'alice',
      email: 'alice@example.org',
      password: 'password',
      agreement: true,
      locale: 'en',
      ...over,
    },
    bearer(as),
  );
const update = (body: object) =>
  client.send('PATCH', '/api/v1/accounts/update_credentials', body, bearer(token));
const row = async () => (await client.get('/api/v1/accounts/verify_credentials', token)).body.row;

suite('registration over the API', () => {
  test('gives a token of the application with its scopes', async () => {
    const { status, body } = await register({ username: 'bob', email: 'bob@example.org' });
    assert.equal(status, 200);
    assert.deepEqual([body.token_type, body.scope], ['Bearer', 'read write follow']);
    assert.equal(
      (await client.get('/api/v1/accounts/verify_credentials', body.access_token)).body.username,
      'bob',
    );
  });

  test('says what is wrong in exactly the words that clients test for', async () => {
    const empty = await register({
      username: '',
      email: '',
      password: '',
      agreement: false,
      locale: 'nonsense',
    });
    assert.equal(empty.status, 422);
    assert.deepEqual(empty.body.details, {
      username: [{ error: 'ERR_BLANK', description: "can't be blank" }],
      email: [
        { error: 'ERR_BLANK', description: "can't be blank" },
        { error: 'ERR_INVALID', description: 'is invalid' },
      ],
      password: [{ error: 'ERR_BLANK', description: "can't be blank" }],
      agreement: [{ error: 'ERR_ACCEPTED', description: 'must be accepted' }],
    });
    const taken = await register({ username: 'ALICE' });
    assert.deepEqual(Object.keys(taken.body.details), ['username', 'email']);
    assert.equal(taken.body.details.username[0].error, 'ERR_TAKEN');
    assert.equal(
      (await register({ username: 'Admin', email: 'x@x.org' })).body.details.username[0].error,
      'ERR_RESERVED',
    );
  });

  test('needs a token that may write accounts, of an app or of a person', async () => {
    assert.equal((await client.post('/api/v1/accounts', {})).status, 401);
    assert.equal((await register({ username: 'carol', email: 'carol@example.org' }, token)).status, 200);
  });

  test('is closed by the setting, with a sentence', async () => {
    const closed = await startAuth(adapters, { config: { REGISTRATIONS: 'closed' } });
    try {
      const elsewhere = jsonClient(await closed.listen());
      const { body: app } = await elsewhere.post('/api/v1/apps', {
        client_name: 'A',
        redirect_uris: 'a://b',
        scopes: 'write',
      });
      const grant = { grant_type: 'client_credentials', scope: 'write', ...app };
      const { body } = await elsewhere.post('/oauth/token', grant);
      const answer = await elsewhere.post('/api/v1/accounts', {}, bearer(body.access_token));
      assert.equal(answer.status, 403);
      assert.match(answer.body.error, /does not take new accounts/);
    } finally {
      await closed.stop();
    }
  });
});

test('where the password grant is on, a name or an address and the password give a token', async () => {
  const form = { client_name: 'Suite', redirect_uris: 'app://x', scopes: 'read write' };
  const { body: app } = await client.post('/api/v1/apps', form);
  const ask = (username: string, password: string) =>
    client.post('/oauth/token', { grant_type: 'password', ...app, username, password, scope: 'read' });
  for (const name of ['alice', 'alice@example.org']) {
    const { body } = await ask(name, 'password');
    assert.equal(
      (await client.get('/api/v1/accounts/verify_credentials', body.access_token)).body.username,
      'alice',
    );
  }
  const wrong = await ask('alice', 'wrong');
  assert.deepEqual([wrong.status, wrong.body.error], [400, 'invalid_grant']);
  const metadata = await client.get('/.well-known/oauth-authorization-server');
  assert.ok(metadata.body.grant_types_supported.includes('password'));
});

suite('the profile', () => {
  test('changes by JSON, form and multipart; what is not sent stays', async () => {
    await update({
      display_name: ' Alice\nA. ',
      locked: true,
      fields_attributes: { 0: { name: 'a', value: 'b' } },
    });
    const form = new URLSearchParams([
      ['note', 'Hello\r\nworld'],
      ['source[privacy]', 'unlisted'],
      ['source[sensitive]', '1'],
      ['bot', 'false'],
    ]);
    await update(form);
    const multipart = new FormData();
    multipart.set('hide_collections', 'true');
    multipart.set('fields_attributes[0][name]', 'x');
    multipart.set('fields_attributes[0][value]', 'y');
    multipart.set('display_name', 'undefined');
    assert.equal((await update(multipart)).status, 200);
    const now = await row();
    assert.equal(now.display_name, 'Alice A.');
    assert.equal(now.note, 'Hello\nworld');
    assert.deepEqual([now.locked, now.bot, now.hide_collections], [1, 0, 1]);
    assert.deepEqual([now.default_privacy, now.default_sensitive], ['unlisted', 1]);
    assert.equal(now.fields, '[{"name":"x","value":"y"}]');
    const preferences = await client.get('/api/v1/preferences', token);
    assert.equal(preferences.body['posting:default:visibility'], 'unlisted');
  });

  test('each change has a version and an event; one of what others may see raises the view version', async () => {
    const view = async () => (await viewStates(here.auth.db.read, [account]))[0]?.version ?? 0;
    const [version, seen] = [(await row()).version, await view()];
    await update({ note: 'changed' });
    assert.deepEqual([(await row()).version, await view()], [version + 1, seen]);
    await update({ locked: false });
    assert.deepEqual([(await row()).version, await view()], [version + 2, seen + 1]);
    const buckets = await here.auth.db.outbox.heads();
    const rows = await Promise.all(buckets.map(({ bucket }) => here.auth.db.outbox.rows(bucket, 0, 100)));
    const versions = rows
      .flat()
      .map(({ body }) => JSON.parse(body))
      .filter((event) => event.type === 'account.updated' && event.data.account_id === account)
      .map((event) => event.data.version);
    assert.deepEqual(versions.slice(-2), [version + 1, version + 2]);
  });

  test('too long a name changes nothing', async () => {
    const before = await row();
    const refused = await update({ display_name: 'x'.repeat(101), note: 'lost' });
    assert.equal(refused.status, 422);
    assert.equal(refused.body.details.display_name[0].error, 'ERR_TOO_LONG');
    assert.deepEqual(await row(), before);
  });
});

suite('profile images', () => {
  const send = (fields: Record<string, Blob>) => {
    const form = new FormData();
    for (const [name, blob] of Object.entries(fields)) form.set(name, blob, 'whatever.txt');
    return update(form);
  };
  const picture = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#c03' } })
      .withExif({ IFD0: { Copyright: 'Somebody at home' } })
      .jpeg()
      .toBuffer();
  const stored = async (key: string) => {
    const blob = await here.auth.blob.get(key);
    assert.ok(blob);
    return Buffer.concat(await Array.fromAsync(blob.stream as AsyncIterable<Buffer>));
  };

  test('are known by their bytes, cut to size, stripped, and replace each other', async () => {
    const answer = await send({
      avatar: new Blob([await picture(900, 300)]),
      header: new Blob([await picture(300, 900)]),
    });
    assert.equal(answer.status, 200);
    const { avatar, header } = await row();
    assert.match(avatar, /^avatars\/\d+\/[\w-]+\.webp$/);
    const [small, wide] = await Promise.all([
      sharp(await stored(avatar)).metadata(),
      sharp(await stored(header)).metadata(),
    ]);
    assert.deepEqual([small.format, small.width, small.height, small.exif], ['webp', 400, 400, undefined]);
    assert.deepEqual([wide.width, wide.height], [1500, 500]);
    await send({ avatar: new Blob([await picture(50, 50)]) });
    assert.notEqual((await row()).avatar, avatar);
    assert.equal(await here.auth.blob.get(avatar), null);
    assert.notEqual(await here.auth.blob.get(header), null);
  });

  test('that a crash left behind go with the next change, fresh ones stay', async () => {
    const old = `avatars/${account}/${(1000).toString(36)}-left.webp`;
    const fresh = `avatars/${account}/${here.clock.now().toString(36)}-left.webp`;
    for (const key of [old, fresh]) await here.auth.blob.put(key, Buffer.from('x'), { type: 'image/webp' });
    await send({ avatar: new Blob([await picture(60, 60)]) });
    assert.equal(await here.auth.blob.get(old), null);
    assert.notEqual(await here.auth.blob.get(fresh), null);
  });

  test('that are none are refused, and nothing else changes', async () => {
    const before = await row();
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>';
    const broken = (await picture(100, 100)).subarray(0, 200);
    const tall = await sharp({ create: { width: 60_000, height: 600, channels: 3, background: '#000' } })
      .png()
      .toBuffer();
    for (const bytes of ['text', svg, broken, tall]) {
      const form = new FormData();
      form.set('note', 'lost');
      form.set('avatar', new Blob([bytes]), 'picture.png');
      const refused = await update(form);
      assert.equal(refused.status, 422);
      assert.equal(refused.body.details.avatar[0].error, 'ERR_INVALID');
    }
    assert.deepEqual(await row(), before);
  });
});
