/** The `masto` package, a client library that others wrote, against the whole API it is used for. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Network } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';
import type { mastodon } from 'masto';
import { createOAuthAPIClient, createRestAPIClient, createStreamingAPIClient, MastoHttpError } from 'masto';
import { browser } from './support/browser.ts';
import { picture } from './support/picture.ts';

const SCOPES = 'read write follow push';
const REDIRECT = 'https://client.example/callback?from=fanfare';

describe('the masto package', () => {
  let network: Network;
  let ana: mastodon.rest.Client;
  let anaToken: string;
  let ben: mastodon.rest.Client;
  let me: mastodon.v1.CredentialAccount;
  let him: mastodon.v1.CredentialAccount;

  before(async () => {
    network = await startNetwork();
    const person = await network.person('ben');
    ben = createRestAPIClient({ url: network.url, accessToken: person.token });
    him = await ben.v1.accounts.verifyCredentials();
  });
  after(() => network.stop());

  it('registers an app, signs up, and gets a code with PKCE through the pages', async () => {
    const app = await createRestAPIClient({ url: network.url }).v1.apps.create({
      clientName: 'Masto',
      redirectUris: REDIRECT,
      scopes: SCOPES,
      website: 'https://client.example',
    });
    assert.ok(app.clientId && app.clientSecret);
    const oauth = createOAuthAPIClient({ url: network.url });
    const appToken = await oauth.token.create({
      grantType: 'client_credentials',
      clientId: app.clientId,
      clientSecret: app.clientSecret ?? '',
      redirectUri: REDIRECT,
      scope: SCOPES,
    });
    const asApp = createRestAPIClient({ url: network.url, accessToken: appToken.accessToken });
    await asApp.v1.accounts.create({
      username: 'ana',
      email: 'ana@example.org',
      password: 'correct horse',
      agreement: true,
      locale: 'en',
    });

    const verifier = randomBytes(32).toString('base64url');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const person = browser(network.url);
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: app.clientId ?? '',
      redirect_uri: REDIRECT,
      scope: SCOPES,
      state: 'kept',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    const signIn = await person.open(`/oauth/authorize/?${query}`);
    assert.equal(signIn.status, 200);
    const wrong = await person.submit(signIn, { name: 'ana', password: 'wrong horse' });
    assert.ok(!wrong.url.startsWith('https://client.example'));
    const consent = await person.submit(wrong, { name: 'ana', password: 'correct horse' });
    const done = await person.submit(consent, { decision: 'allow' });
    const back = new URL(done.url);
    assert.equal(back.origin + back.pathname, 'https://client.example/callback', done.html);
    assert.equal(back.searchParams.get('from'), 'fanfare');
    assert.equal(back.searchParams.get('state'), 'kept');
    const grant = {
      grantType: 'authorization_code',
      clientId: app.clientId ?? '',
      clientSecret: app.clientSecret ?? '',
      redirectUri: REDIRECT,
      code: back.searchParams.get('code') ?? '',
    } as const;
    const withWrongVerifier = { ...grant, codeVerifier: 'another' };
    await assert.rejects(oauth.token.create(withWrongVerifier));
    const again = await person.open(`/oauth/authorize?${query}`);
    const fresh = new URL((await person.submit(again, { decision: 'allow' })).url);
    const withVerifier = { ...grant, code: fresh.searchParams.get('code') ?? '', codeVerifier: verifier };
    const token = await oauth.token.create(withVerifier);
    assert.equal(token.tokenType, 'Bearer');
    anaToken = token.accessToken;
    ana = createRestAPIClient({ url: network.url, accessToken: anaToken });
    me = await ana.v1.accounts.verifyCredentials();
    assert.equal(me.username, 'ana');
    assert.equal((await ana.v1.apps.verifyCredentials()).name, 'Masto');
  });

  it('changes the profile with a picture', async () => {
    const avatar = new Blob([await picture()], { type: 'image/png' });
    const changed = await ana.v1.accounts.updateCredentials({
      displayName: 'Ana ❤',
      note: 'Reads *everything*',
      avatar,
      fieldsAttributes: [{ name: 'Site', value: 'https://ana.example' }],
    });
    assert.equal(changed.displayName, 'Ana ❤');
    assert.equal(changed.source.fields?.[0]?.value, 'https://ana.example');
    assert.equal((await fetch(changed.avatar)).status, 200);
    const preferences = await ana.v1.preferences.fetch();
    assert.equal(preferences['posting:default:visibility'], 'public');
  });

  it('follows, posts, replies, favourites, boosts and bookmarks', async () => {
    assert.equal((await ben.v1.accounts.$select(me.id).follow()).following, true);
    const status = await ana.v1.statuses.create(
      { status: 'Hello @ben, see https://example.org #hello', language: 'en' },
      { requestInit: { headers: { 'Idempotency-Key': 'one' } } },
    );
    assert.match(status.content, /class="u-url mention"/);
    assert.deepEqual(
      status.tags.map((tag) => tag.name),
      ['hello'],
    );
    assert.equal(status.mentions[0]?.id, him.id);
    const reply = await ben.v1.statuses.create({ status: '@ana Hello!', inReplyToId: status.id });
    const thread = await ana.v1.statuses.$select(status.id).context.fetch();
    assert.deepEqual(
      thread.descendants.map((one) => one.id),
      [reply.id],
    );
    const favourited = await ben.v1.statuses.$select(status.id).favourite();
    assert.deepEqual([favourited.favourited, favourited.favouritesCount], [true, 1]);
    const boost = await ben.v1.statuses.$select(status.id).reblog();
    assert.equal(boost.reblog?.id, status.id);
    await ben.v1.statuses.$select(status.id).bookmark();
    assert.deepEqual(
      (await ben.v1.bookmarks.list()).map((one) => one.id),
      [status.id],
    );
    assert.deepEqual(
      (await ben.v1.favourites.list()).map((one) => one.id),
      [status.id],
    );
    assert.deepEqual(
      (await ana.v1.statuses.$select(status.id).favouritedBy.list()).map((one) => one.id),
      [him.id],
    );
    const undone = await ben.v1.statuses.$select(status.id).unfavourite();
    assert.deepEqual([undone.favourited, undone.favouritesCount], [false, 0]);
  });

  it('pages home both ways', async () => {
    const posted: string[] = [];
    for (let count = 0; count < 7; count += 1)
      posted.unshift((await ana.v1.statuses.create({ status: `Number ${count}` })).id);
    await network.settle();
    const down: string[] = [];
    for await (const page of ben.v1.timelines.home.list({ limit: 3 }))
      down.push(...page.map((status) => status.id));
    assert.deepEqual(down.slice(0, 7), posted);
    assert.equal(new Set(down).size, down.length);
    const above = await ben.v1.timelines.home.list({ limit: 3, minId: posted[6] ?? '' });
    assert.deepEqual(
      above.map((status) => status.id),
      posted.slice(3, 6),
    );
    const up: string[] = [];
    const pages = ben.v1.timelines.home.list({ limit: 2, minId: posted[6] ?? '' }).setDirection('prev');
    for await (const page of pages) up.unshift(...page.map((status) => status.id));
    assert.deepEqual(up, posted.slice(0, 6));
  });

  it('reads, filters and clears notifications', async () => {
    await network.settle();
    const notices = await ana.v1.notifications.list();
    assert.deepEqual(new Set(notices.map((notice) => notice.type)), new Set(['follow', 'mention', 'reblog']));
    assert.equal((await ana.v1.notifications.list({ types: ['follow'] })).length, 1);
    const first = notices[0];
    assert.ok(first);
    assert.equal((await ana.v1.notifications.$select(first.id).fetch()).id, first.id);
    await ana.v1.markers.create({ notifications: { lastReadId: first.id } });
    assert.equal(
      (await ana.v1.markers.fetch({ timeline: ['notifications'] })).notifications?.lastReadId,
      first.id,
    );
    await ana.v1.notifications.$select(first.id).dismiss();
    assert.equal((await ana.v1.notifications.list()).length, notices.length - 1);
    await ana.v1.notifications.clear();
    assert.deepEqual(await ana.v1.notifications.list(), []);
  });

  it('uploads a picture, describes it and posts it', async () => {
    const file = new Blob([await picture()], { type: 'image/png' });
    const media = await ana.v2.media.create({ file, description: 'A square', focus: '0.1,-0.2' });
    assert.equal(media.type, 'image');
    assert.ok(media.blurhash);
    const status = await ana.v1.statuses.create({ status: '', mediaIds: [media.id] });
    const shown = status.mediaAttachments[0];
    assert.equal(shown?.description, 'A square');
    const response = await fetch(shown?.url ?? '');
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^image\//);
  });

  it('searches, edits and deletes', async () => {
    const status = await ana.v1.statuses.create({ status: 'A rare word: zephyrine' });
    await network.settle();
    const found = await ben.v2.search.list({ q: 'zephyrine', type: 'statuses' });
    assert.deepEqual(
      found.statuses.map((one) => one.id),
      [status.id],
    );
    assert.equal((await ben.v2.search.list({ q: '@ana', resolve: true })).accounts[0]?.id, me.id);
    assert.equal((await ana.v1.statuses.$select(status.id).source.fetch()).text, 'A rare word: zephyrine');
    const edited = await ana.v1.statuses.$select(status.id).update({ status: 'Another word' });
    assert.ok(edited.editedAt);
    assert.equal((await ben.v1.statuses.$select(status.id).history.list()).length, 2);
    await ana.v1.statuses.$select(status.id).remove();
    await assert.rejects(
      ben.v1.statuses.$select(status.id).fetch(),
      (error) => error instanceof MastoHttpError && error.statusCode === 404,
    );
  });

  it('hears of posts, edits, deletions and notifications live', async () => {
    const { configuration } = await ben.v2.instance.fetch();
    const streaming = createStreamingAPIClient({
      streamingApiUrl: configuration.urls.streaming,
      accessToken: anaToken,
    });
    const events = streaming.user.subscribe()[Symbol.asyncIterator]();
    await ana.v1.accounts.$select(him.id).follow();
    // The protocol confirms no subscription: the first post that is heard does.
    let listening = false;
    const first = events.next().then(() => {
      listening = true;
    });
    while (!listening) await ben.v1.statuses.create({ status: 'Is anybody there?' });
    await first;
    const heard = async (event: string, id?: string) => {
      while (true) {
        const next = await events.next();
        assert.ok(!next.done, 'the stream ended');
        const { payload } = next.value;
        if (next.value.event === event && (id === undefined || (payload as mastodon.v1.Status).id === id))
          return payload;
      }
    };
    const status = await ben.v1.statuses.create({ status: 'Live, @ana' });
    await heard('update', status.id);
    await ben.v1.statuses.$select(status.id).update({ status: 'Live and edited, @ana' });
    assert.equal(((await heard('status.update')) as mastodon.v1.Status).id, status.id);
    await ben.v1.statuses.$select(status.id).remove();
    assert.equal(await heard('delete'), status.id);
    streaming.close();
  });

  it('reads the instance, in both versions', async () => {
    const two = await ben.v2.instance.fetch();
    assert.match(two.version, /^4\.6\.0\+fanfare-/);
    assert.equal(two.domain, new URL(network.url).host);
    assert.ok((await ben.v1.instance.fetch()).urls.streamingApi.startsWith('ws://'));
    assert.deepEqual(await ben.v1.customEmojis.list(), []);
    assert.match((await ben.v1.instance.extendedDescription.fetch()).content, /^<p>/);
    assert.deepEqual(await ben.v1.instance.peers.list(), []);
    assert.deepEqual(await ben.v1.instance.translationLanguages.list(), {});
  });

  it('signs out: the token is refused from then on', async () => {
    const oauth = createOAuthAPIClient({ url: network.url });
    const app = await createRestAPIClient({ url: network.url }).v1.apps.create({
      clientName: 'Short',
      redirectUris: REDIRECT,
      scopes: 'read',
    });
    const token = await oauth.token.create({
      grantType: 'password',
      clientId: app.clientId ?? '',
      clientSecret: app.clientSecret ?? '',
      redirectUri: REDIRECT,
      username: 'ana@example.org',
      password: 'correct horse',
      scope: 'read',
    });
    const client = createRestAPIClient({ url: network.url, accessToken: token.accessToken });
    assert.equal((await client.v1.accounts.verifyCredentials()).id, me.id);
    await oauth.revoke({
      clientId: app.clientId ?? '',
      clientSecret: app.clientSecret ?? '',
      token: token.accessToken,
    });
    await assert.rejects(
      client.v1.accounts.verifyCredentials(),
      (error) => error instanceof MastoHttpError && error.statusCode === 401,
    );
  });
});
