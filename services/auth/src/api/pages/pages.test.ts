import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { diskBlob } from '@fanfare/blob/disk';
import { memoryCache, memoryServer } from '@fanfare/cache/memory';
import { folderMail } from '@fanfare/mail/folder';
import { openSqlite } from '@fanfare/sql/sqlite';
import { noMetrics } from '@fanfare/telemetry';
import { SESSION_LIFE } from '../../config.ts';
import type { Browser, Page } from '../../testing/browser.ts';
import { browser } from '../../testing/browser.ts';
import { jsonClient } from '../../testing/json-client.ts';
import type { TestAuth } from '../../testing/start-auth.ts';
import { startAuth } from '../../testing/start-auth.ts';

const cache = (clock: { now(): number }) => memoryCache(memoryServer({ clock }));
const adapters = { openCore: openSqlite, cache, diskBlob, folderMail, metrics: noMetrics };

let here: TestAuth;
let url: string;
before(async () => {
  here = await startAuth(adapters);
  url = await here.listen();
});
after(() => here.stop());

let count = 0;
async function signedUp(): Promise<{ visitor: Browser; name: string; page: Page }> {
  const visitor = browser(url);
  const name = `person${++count}`;
  const page = await visitor.send(await visitor.open('/auth/sign_up'), '/auth/sign_up', {
    username: name,
    email: `${name}@example.org`,
    password: 'password',
    agreement: '1',
  });
  assert.match(page.html, new RegExp(`@${name}`));
  return { visitor, name, page };
}

async function signIn(visitor: Browser, name: string, password = 'password'): Promise<Page> {
  return visitor.send(await visitor.open('/auth/sign_in'), '/auth/sign_in', { name, password });
}

suite('the owner link', () => {
  test('makes one owner, keeps what was typed when something is wrong, and is dead afterwards', async () => {
    const earlier = (await here.provided.ownerLink({})).path ?? '';
    const path = (await here.provided.ownerLink({})).path ?? '';
    assert.equal((await browser(url).open(earlier)).status, 200, 'another instance printed it');
    const [one, other] = [browser(url), browser(url)];
    const pages = [await one.open(path), await other.open(path)] as const;
    const wrong = await one.send(pages[0], path, {
      username: 'no no',
      email: 'boss@example.org',
      password: 'short',
    });
    assert.equal(wrong.status, 422);
    assert.match(wrong.html, /value="no no"/);
    assert.match(wrong.html, /must contain only letters/);
    assert.match(wrong.html, /is too short/);
    assert.equal(/value="short"/.test(wrong.html), false);
    const forms = ['admin', 'rival'].map((username) => ({
      username,
      email: `${username}@example.org`,
      password: 'password',
    }));
    const results = await Promise.all([
      one.send(wrong, path, forms[0] ?? {}),
      other.send(pages[1], path, forms[1] ?? {}),
    ]);
    assert.deepEqual(results.map((page) => page.url).toSorted(), [path, '/start'].toSorted());
    const owner = results[0]?.url === '/start' ? one : other;
    const account = await owner.open('/account?done=owner');
    assert.match(account.html, /You own this place now/);
    assert.match(account.html, /Run this place/, 'what to do next, without JavaScript too');
    assert.match(account.html, /href="\/home">Open the client/);
    assert.equal((await here.provided.accountsWithRole({ roles: ['owner'] })).length, 1);
    const dead = await browser(url).open(path);
    assert.equal(dead.status, 404);
    assert.equal((await browser(url).open(earlier)).status, 404);
    assert.match(dead.html, /does not work any more/);
    assert.equal((await here.provided.ownerLink({})).path, null);
  });
});

suite('signing up and in', () => {
  test('tells all that is wrong beside the fields', async () => {
    const { name } = await signedUp();
    const visitor = browser(url);
    const form = { username: name.toUpperCase(), email: 'x', password: 'password', agreement: '' };
    const page = await visitor.send(await visitor.open('/auth/sign_up?next=%2Fabc'), '/auth/sign_up', form);
    assert.equal(page.status, 422);
    assert.match(page.html, /Username has already been taken/);
    assert.match(page.html, /E-mail is invalid/);
    assert.match(page.html, /tick the box/);
    assert.match(page.html, /name="next" value="&?[^"]*abc"/);
  });

  test('works with name or address, and says nothing about which of the two was wrong', async () => {
    const { name } = await signedUp();
    for (const as of [name, name.toUpperCase(), `@${name}`, `${name}@EXAMPLE.org`]) {
      assert.match((await signIn(browser(url), as)).html, /Change your password/);
    }
    const wrong = await signIn(browser(url), name, 'password!');
    const unknown = await signIn(browser(url), `${name}x`);
    assert.deepEqual([wrong.status, unknown.status], [422, 422]);
    const text = /do not belong together/;
    assert.match(wrong.html, text);
    assert.match(unknown.html, text);
    assert.match(wrong.html, new RegExp(`value="${name}"`), 'the name is kept');
  });

  test('goes on only to places of this server', async () => {
    const { name } = await signedUp();
    for (const next of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
    ]) {
      const visitor = browser(url);
      const page = await visitor.open(`/auth/sign_in?${new URLSearchParams({ next })}`);
      const after = await visitor.send(page, '/auth/sign_in', { name, password: 'password', next });
      assert.equal(after.url, '/account', next);
    }
  });

  test('is bounded per account, whatever the address, and tells so in place', async () => {
    const { name } = await signedUp();
    const visitor = browser(url);
    let page = await visitor.open('/auth/sign_in');
    for (let guess = 0; guess < 11; guess++) {
      const as = guess % 2 === 0 ? name : `${name}@example.org`;
      page = await visitor.send(page, '/auth/sign_in', { name: as, password: `guess ${guess}` });
    }
    assert.equal(page.status, 429);
    assert.match(page.html, /Too many attempts/);
    assert.notEqual(page.headers.get('retry-after'), null);
    assert.equal((await visitor.send(page, '/auth/sign_in', { name, password: 'password' })).status, 429);
  });

  test('of somebody suspended ends here', async () => {
    const { visitor, name } = await signedUp();
    const account = await here.auth.db.read
      .selectFrom('accounts')
      .select('id')
      .where('username', '=', name)
      .executeTakeFirstOrThrow();
    await here.auth.db.unit(async (unit) => unit.setViewState(account.id, { state: 'suspended' }));
    assert.equal((await visitor.open('/account')).url.startsWith('/auth/sign_in'), true);
    assert.match((await signIn(browser(url), name)).html, /Your login is currently disabled/);
  });

  test('under an earlier password is over, even if nobody came to remove the session', async () => {
    const { visitor, name } = await signedUp();
    const { identities } = here.auth.identity;
    const person = await identities.byUsername(name);
    assert.ok(person);
    const change = { password_hash: person.password_hash, valid_after: person.valid_after + 1 };
    await identities.setPassword(person.id, person.valid_after, change);
    assert.match((await visitor.open('/account')).url, /sign_in/);
  });

  test('ends by signing out, and by itself', async () => {
    const { visitor, name } = await signedUp();
    await visitor.send(await visitor.open('/auth/sign_out'), '/auth/sign_out', {});
    assert.match((await visitor.open('/account')).url, /sign_in/);
    await signIn(visitor, name);
    assert.equal((await visitor.open('/account')).url, '/account');
    here.clock.advance(SESSION_LIFE);
    assert.match((await visitor.open('/account')).url, /sign_in/);
  });
});

suite('forms from elsewhere', () => {
  test('are refused by a wrong token, a foreign origin, and without the cookie', async () => {
    const { visitor, page } = await signedUp();
    const send = (fields: Record<string, string>, headers?: Record<string, string>) =>
      visitor.send(page, '/auth/sign_out', fields, headers);
    await send({ csrf: 'x' });
    await send({}, { origin: 'https://evil.example' });
    await send({}, { 'sec-fetch-site': 'cross-site', origin: url });
    assert.equal((await visitor.open('/account')).url, '/account', 'still signed in');
    const stranger = browser(url);
    const refused = await stranger.send(await stranger.open('/auth/sign_in'), '/auth/sign_in', {
      csrf: 'x',
      name: 'kept',
    });
    assert.equal(refused.status, 403);
    assert.match(refused.html, /value="kept"/);
    await send({}, { origin: url, host: new URL(url).host });
    assert.match((await visitor.open('/account')).url, /sign_in/);
  });

  test('cookies are out of reach of scripts and other sites, and bound to https where there is https', async () => {
    const page = await browser(url).open('/auth/sign_in');
    assert.match(page.headers.getSetCookie()[0] ?? '', /HttpOnly; SameSite=Lax/);
    const secure = await startAuth(adapters, { publicUrl: 'https://fanfare.example' });
    try {
      const response = await fetch(`${await secure.listen()}/auth/sign_in`);
      assert.match(response.headers.getSetCookie()[0] ?? '', /^__Host-fanfare_form=.*; Path=\/; .*; Secure$/);
      const signUp = await fetch(new URL('/auth/sign_up', response.url));
      assert.equal(signUp.status, 403, 'closed until somebody opens it');
    } finally {
      await secure.stop();
    }
  });
});

suite('the account page', () => {
  test('shows apps and browsers, and takes them back', async () => {
    const { visitor, name } = await signedUp();
    const second = browser(url);
    await signIn(second, name);
    const { access_token: token } = await here.provided.createToken({
      username: name,
      scopes: 'read',
      app_name: 'My <app>',
    });
    const client = jsonClient(url);
    assert.equal((await client.get('/api/v1/preferences', token)).status, 200);
    const page = await visitor.open('/account');
    assert.match(page.html, /My (&lt;|&#60;)app/);
    const gone = await visitor.send(page, '/account/apps', {});
    assert.match(gone.html, /has no access any more/);
    assert.equal((await client.get('/api/v1/preferences', token)).status, 401);
    await visitor.send(gone, '/account/sessions', {});
    assert.match((await second.open('/account')).url, /sign_in/);
    assert.equal((await visitor.open('/account')).url, '/account');
  });

  test('changes the password only for who knows the old one, and signs out everything else', async () => {
    const { visitor, name, page } = await signedUp();
    const second = browser(url);
    await signIn(second, name);
    const { access_token: token } = await here.provided.createToken({
      username: name,
      scopes: 'read',
      app_name: 'app',
    });
    const change = (from: string, to: string) =>
      visitor.send(page, '/account/password', { current_password: from, password: to });
    assert.match((await change('wrong', 'new password')).html, /Present password is not right/);
    assert.match((await change('password', 'short')).html, /New password is too short/);
    const done = await change('password', 'new password');
    assert.match(done.html, /Your password was changed/);
    assert.equal((await jsonClient(url).get('/api/v1/preferences', token)).status, 401);
    assert.match((await second.open('/account')).url, /sign_in/);
    assert.match((await signIn(browser(url), name)).html, /do not belong together/);
    assert.match((await signIn(browser(url), name, 'new password')).html, /Change your password/);
  });

  test('changes the address, and tells the old one by mail', async () => {
    const { visitor, name, page } = await signedUp();
    const { name: other } = await signedUp();
    const change = (email: string, password = 'password') =>
      visitor.send(page, '/account/email', { email, email_password: password });
    assert.match((await change(`${other}@example.org`)).html, /New e-mail has already been taken/);
    assert.match((await change('new@example.org', 'wrong')).html, /Password is not right/);
    assert.match((await change('New@example.org')).html, /<strong>New@example.org<\/strong>/);
    assert.match((await signIn(browser(url), 'new@example.org')).html, /Change your password/);
    const folder = join(here.folder, 'mail');
    const letters = await Promise.all(
      (await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8')),
    );
    assert.ok(
      letters.some((letter) => letter.includes(`${name}@example.org`) && letter.includes('New@example.org')),
    );
  });
});
