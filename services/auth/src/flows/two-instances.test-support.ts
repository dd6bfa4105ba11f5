/** Two instances of auth side by side on the same engines: nothing may depend on which of them answers. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { copyParser, lookUpToken } from '@fanfare/http';
import { AppError } from '@fanfare/kernel';
import { hashOf, newSecret } from '../domain/secrets.ts';
import { changeAccount, changeRole } from '../store/accounts.ts';
import type { App } from '../store/identity.ts';
import { browser } from '../testing/browser.ts';
import type { TestAuth } from '../testing/start-auth.ts';
import { registerApp } from './apps.ts';
import { grantCode } from './authorize.ts';
import { changePassword } from './credentials.ts';
import type { Auth } from './needs.ts';
import { redeem } from './redeem.ts';
import { refresh } from './refresh.ts';
import { accountOf, register, reservationOf } from './register.ts';
import type { Pair } from './registration-crashes.test-support.ts';
import { formOf } from './registration-crashes.test-support.ts';
import { commit } from './reservations.ts';
import { revokeGrant } from './revocations.ts';
import type { Person } from './sign-in.ts';
import { personOf, signIn } from './sign-in.ts';
import { revocationJob } from './sweeper.ts';
import { checkToken, issue } from './tokens.ts';

const BACK = 'app://back';
const SCOPES = ['read', 'offline_access'];

export function twoInstances(on: string, start: () => Promise<Pair>): void {
  suite(`two instances of auth: ${on}`, () => {
    let here: TestAuth;
    let there: TestAuth;
    let app: App;
    let person: Person;
    let count = 0;

    before(async () => {
      ({ here, there } = await start());
      const form = { client_name: 'App', redirect_uris: BACK, scopes: 'read write offline_access' };
      app = (await registerApp(here.auth, form)).app;
      person = await newPerson();
    });
    after(async () => {
      await there?.stop();
      await here?.stop();
    });

    const both = () => [here.auth, there.auth] as const;
    const newPerson = async () =>
      personOf(there.auth, await register(here.auth, formOf(`person${++count}`, { agreement: null })));
    const atBoth = <Result>(work: (auth: Auth) => Promise<Result>, times = 4) =>
      Promise.all(Array.from({ length: times }, (_, index) => work(both()[index % 2 ? 1 : 0])));
    const newToken = async () =>
      (await issue(here.auth, { appId: app.id, person, scopes: ['read'] })).access_token;
    const grantOf = async (access: string) => {
      const grant = await there.auth.identity.grants.byAccess(hashOf(access));
      assert.ok(grant);
      return grant;
    };
    const live = (access: string) => lookUpToken(there.auth.cache, hashOf(access), copyParser());

    test('each prints a link for the owner that works at the other; two who use them make one owner', async () => {
      const paths = [await here.provided.ownerLink({}), await there.provided.ownerLink({})];
      const urls = [await there.listen(), await here.listen()];
      const pages = await Promise.all(
        paths.map(async ({ path }, index) => {
          const visitor = browser(urls[index] ?? '');
          const page = await visitor.open(path ?? '');
          assert.equal(page.status, 200);
          return () =>
            visitor.send(page, path ?? '', {
              username: `owner${index}`,
              email: `owner${index}@example.org`,
              password: 'password',
            });
        }),
      );
      const results = await Promise.all(pages.map((send) => send()));
      assert.equal(results.filter((page) => page.url === '/start').length, 1);
      assert.equal(results.filter((page) => page.status === 409).length, 1);
      assert.equal((await here.provided.accountsWithRole({ roles: ['owner'] })).length, 1);
      assert.equal((await there.provided.ownerLink({})).path, null);
    });

    test('of many first owners at the same moment there is one, also after the owner before is none any more', async () => {
      for (let round = 0; round < 4; round++) {
        for (const id of (await here.provided.accountsWithRole({ roles: ['owner'] })) as number[])
          await changeRole(here.auth.db, id, 'user');
        const now = here.clock.now();
        const wanted = Array.from({ length: 8 }, () => {
          const form = formOf(`boss${++count}`, { role: 'owner' });
          return { account: accountOf(form), reservation: reservationOf(form, 'hash', now) };
        });
        const commits = await Promise.allSettled(
          wanted.map((one, index) => commit(both()[index % 2 ? 1 : 0], [one], true)),
        );
        assert.equal(commits.filter(({ status }) => status === 'fulfilled').length, 1);
        assert.equal((await there.provided.accountsWithRole({ roles: ['owner'] })).length, 1);
      }
    });

    test('pages: each step at another instance, from the first form to the code', async () => {
      const urls = [await here.listen(), await there.listen()];
      let request = 0;
      const visitor = browser(() => urls[request++ % 2] ?? '');
      const name = `visitor${++count}`;
      const signedUp = await visitor.send(await visitor.open('/auth/sign_up'), '/auth/sign_up', {
        username: name,
        email: `${name}@example.org`,
        password: 'password',
        agreement: '1',
      });
      assert.match(signedUp.html, new RegExp(`@${name}`));
      request += 1; // whose turn it is changes against the redirects
      const query = new URLSearchParams({ response_type: 'code', client_id: app.id, redirect_uri: BACK });
      const consent = await visitor.open(`/oauth/authorize?${query}`);
      const allowed = await visitor.send(consent, '/oauth/authorize', { decision: 'allow' });
      const code = new URL(allowed.location ?? '').searchParams.get('code') ?? '';
      const token = await redeem(there.auth, app, { code, redirectUri: BACK, verifier: undefined });
      assert.notEqual(await checkToken(here.auth, hashOf(token?.access_token ?? '')), null);
      await visitor.send(await visitor.open('/auth/sign_out'), '/auth/sign_out', {});
      for (const _ of urls) assert.match((await visitor.open('/account')).url, /sign_in/);
    });

    test('a code redeemed at both at once gives one token', async () => {
      for (let round = 0; round < 5; round++) {
        const request = { app, redirectUri: BACK, scopes: ['read'], state: undefined, challenge: null };
        const code = await grantCode(here.auth, request, person);
        const tokens = await atBoth((auth) =>
          redeem(auth, app, { code, redirectUri: BACK, verifier: undefined }),
        );
        assert.ok(tokens.filter((token) => token !== null).length <= 1);
      }
    });

    test('a refresh token traded at both at once gives the same pair', async () => {
      for (let round = 0; round < 5; round++) {
        const first = await issue(here.auth, { appId: app.id, person, scopes: SCOPES });
        const answers = await atBoth((auth) => refresh(auth, app, first.refresh_token ?? ''));
        assert.equal(new Set(answers.map((answer) => answer?.access_token)).size, 1);
        assert.notEqual(await checkToken(there.auth, hashOf(answers[0]?.access_token ?? '')), null);
      }
    });

    test('a token of one is good at the other, and refused by both when either takes it back', async () => {
      const access = await newToken();
      for (const auth of both()) assert.notEqual(await checkToken(auth, hashOf(access)), null);
      await revokeGrant(there.auth, await grantOf(access));
      for (const auth of both()) assert.equal(await checkToken(auth, hashOf(access)), null);
      assert.equal(await live(access), 'revoked');
    });

    test('what one revoked while it could tell nobody, the other tells in its next round, though the first is gone', async () => {
      const job = revocationJob(there.auth);
      await job();
      const access = await newToken();
      const away = async (): Promise<never> => {
        throw new AppError('engine_away');
      };
      await revokeGrant(
        { ...here.auth, live: { ...here.auth.live, bury: away, runId: away } },
        await grantOf(access),
      );
      assert.notEqual(await live(access), 'revoked');
      await job();
      assert.equal(await live(access), 'revoked');
    });

    test('more than fits one round is told in one all the same, by both at once', async () => {
      const hashes = Array.from({ length: 250 }, () => hashOf(newSecret()));
      const now = here.clock.now();
      await Promise.all(hashes.map((hash) => here.auth.identity.grants.revocations.add(hash, now)));
      await Promise.all(both().map((auth) => revocationJob(auth)()));
      const runId = await here.auth.live.runId();
      assert.deepEqual(await here.auth.identity.grants.revocations.pending(now, runId, 1000), []);
    });

    test('a password changed at both at once is changed once, and ends the tokens of both', async () => {
      const mine = await newPerson();
      const tokens = await atBoth(async (auth) =>
        issue(auth, { appId: app.id, person: mine, scopes: ['read'] }),
      );
      const results = await Promise.allSettled([
        changePassword(here.auth, mine, 'new at the first'),
        changePassword(there.auth, mine, 'new at the other'),
      ]);
      assert.deepEqual(results.map((result) => result.status).toSorted(), ['fulfilled', 'rejected']);
      for (const token of tokens) assert.equal(await live(token.access_token), 'revoked');
    });

    test('guesses at one count at the other', async () => {
      const { username_key: name } = await newPerson();
      const guess = (auth: Auth) => signIn(auth, { name, password: 'a guess', ip: '192.0.2.1' });
      for (let time = 0; time < 5; time++) for (const auth of both()) assert.equal(await guess(auth), null);
      for (const auth of both()) await assert.rejects(guess(auth), { code: 'rate_limited' });
    });

    test('an account changed at both at once has a version for every change', async () => {
      const mine = await newPerson();
      const version = async () =>
        (
          await here.auth.db.read
            .selectFrom('accounts')
            .select('version')
            .where('id', '=', mine.account_id)
            .executeTakeFirstOrThrow()
        ).version;
      const first = await version();
      let note = 0;
      await atBoth(async (auth) => {
        await changeAccount(auth.db, mine.account_id, { note: `note ${++note}` });
        await changeRole(auth.db, mine.account_id, 'moderator');
      }, 6);
      assert.equal(await version(), first + 12);
    });

    test('an app of the operator is one, however many ask for it at once', async () => {
      const { username_key: username } = person;
      const request = { username, scopes: 'read', app_name: `Tool ${++count}` };
      await Promise.all(
        Array.from({ length: 6 }, (_, index) => (index % 2 ? here : there).provided.createToken(request)),
      );
      const grants = await here.auth.identity.grants.ofAccount(person.account_id);
      const tools = await there.auth.identity.apps.byIds([...new Set(grants.map((grant) => grant.app_id))]);
      assert.equal(tools.filter((tool) => tool.name === request.app_name).length, 1);
    });
  });
}
