/** What a crash at any step of a registration leaves behind, on whatever stores it spans. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { AppError } from '@fanfare/kernel';
import { COMMIT_WITHIN, RESERVATION_LIFE } from '../config.ts';
import { accountByUsername } from '../store/accounts.ts';
import type { TestAuth } from '../testing/start-auth.ts';
import type { Auth } from './needs.ts';
import type { Registration } from './register.ts';
import { register } from './register.ts';
import { commit, reserve } from './reservations.ts';
import { personOf, signIn } from './sign-in.ts';
import { sweep } from './sweeper.ts';

/** Two instances over the same stores: what one leaves half done, the other heals. */
export interface Pair {
  here: TestAuth;
  there: TestAuth;
}

class Crash extends Error {}

export function formOf(username: string, over: Partial<Registration> = {}): Registration {
  return {
    username,
    email: `${username}@example.org`,
    password: 'password',
    agreement: true,
    role: 'user',
    displayName: '',
    note: '',
    ...over,
  };
}

/** The same stores as a process sees them that dies at this step. */
const dying: Record<string, (auth: Auth) => Auth> = {
  'before the reservation': (auth) => withIdentities(auth, { reserve: crash }),
  'after the reservation, before its answer': (auth) =>
    withIdentities(auth, {
      async reserve(identity) {
        await auth.identity.identities.reserve(identity);
        return crash();
      },
    }),
  'after the reservation': (auth) => ({ ...auth, db: { ...auth.db, unit: crash } }),
  'after the commit, before its answer': (auth) => ({
    ...auth,
    db: {
      ...auth.db,
      async unit(work, options) {
        await auth.db.unit(work, options);
        return crash();
      },
    },
  }),
  'after the commit': (auth) => withIdentities(auth, { activate: crash }),
  'after the activation, before its answer': (auth) =>
    withIdentities(auth, {
      async activate(id, account) {
        await auth.identity.identities.activate(id, account);
        return crash();
      },
    }),
};

function withIdentities(auth: Auth, over: Partial<Auth['identity']['identities']>): Auth {
  return { ...auth, identity: { ...auth.identity, identities: { ...auth.identity.identities, ...over } } };
}

async function crash(): Promise<never> {
  throw new Crash();
}

export function registrationCrashes(on: string, start: () => Promise<Pair>): void {
  suite(`a registration that a crash interrupts: ${on}`, () => {
    let here: TestAuth;
    let there: TestAuth;
    before(async () => {
      ({ here, there } = await start());
    });
    after(async () => {
      await there?.stop();
      await here?.stop();
    });

    const login = (name: string) => signIn(there.auth, { name, password: 'password', ip: '127.0.0.1' });
    const accountId = async (name: string) => (await accountByUsername(there.auth.db, name))?.id;
    const interrupted = (die: (auth: Auth) => Auth, name: string) =>
      register(die(here.auth), formOf(name)).catch(ignoreCrash);

    let count = 0;
    for (const [step, die] of Object.entries(dying)) {
      test(`${step}: the same person tries again and has one account`, async () => {
        const name = `again${++count}`;
        await interrupted(die, name);
        const committed = await accountId(name);
        const result = await register(there.auth, formOf(name)).catch((error: unknown) => error);
        // Who had an account already learns that the name is taken, and can sign in.
        if (committed === undefined) assert.equal(typeof result, 'number');
        else assert.ok(result instanceof AppError || result === committed);
        assert.equal((await login(name))?.account_id, await accountId(name));
      });

      test(`${step}: signing in finishes it, or the name becomes free`, async () => {
        const name = `sign${++count}`;
        await interrupted(die, name);
        const committed = await accountId(name);
        assert.equal((await login(name))?.account_id, committed);
        if (committed !== undefined) return;
        here.clock.advance(RESERVATION_LIFE + 1);
        const other = await register(
          there.auth,
          formOf(name, { password: 'other password', email: `${name}@x.org` }),
        );
        assert.equal(await accountId(name), other);
      });

      test(`${step}: two sweepers at once finish it, or give name and address free`, async () => {
        const name = `sweep${++count}`;
        await interrupted(die, name);
        const committed = await accountId(name);
        await Promise.all([sweep(here.auth), sweep(there.auth)]);
        const early = await there.auth.identity.identities.byUsername(name);
        if (step !== 'before the reservation') assert.notEqual(early, null, 'not before its time');
        here.clock.advance(RESERVATION_LIFE + 1);
        await Promise.all([sweep(here.auth), sweep(there.auth)]);
        const identity = await there.auth.identity.identities.byUsername(name);
        assert.equal(identity?.account_id, committed);
        assert.equal(identity === null, committed === undefined);
      });

      test(`${step}: whoever has the account's number finds its identity`, async () => {
        const name = `number${++count}`;
        await interrupted(die, name);
        const committed = await accountId(name);
        if (committed !== undefined) assert.equal((await personOf(there.auth, committed)).username_key, name);
      });
    }

    test('an instance whose clock is ahead gives nothing free', async () => {
      const die = dying['after the reservation'];
      if (die) await interrupted(die, 'ahead');
      const clock = { now: () => there.clock.now() + 2 * RESERVATION_LIFE };
      await sweep({ ...there.auth, clock });
      assert.notEqual(await there.auth.identity.identities.byUsername('ahead'), null);
      assert.equal(typeof (await register(there.auth, formOf('ahead'))), 'number');
    });

    test('somebody else cannot take over a reservation that is still open', async () => {
      await here.auth.identity.identities.reserve({
        id: 'r-mine',
        username_key: 'mine',
        email: 'mine@example.org',
        email_key: 'mine@example.org',
        password_hash: await here.auth.passwords.hash('password'),
        valid_after: here.clock.now(),
        reserved_at: here.clock.now(),
      });
      await assert.rejects(register(there.auth, formOf('mine', { password: 'a guess at it' })), isTaken);
      await assert.rejects(register(there.auth, formOf('mine', { email: 'else@example.org' })), isTaken);
      assert.equal(typeof (await register(there.auth, formOf('mine'))), 'number');
    });

    test('a commit that comes too late after its reservation is refused, so that removing that one is safe', async () => {
      const wanted = {
        id: 'r-late',
        username_key: 'late',
        email: 'late@example.org',
        email_key: 'late@example.org',
        password_hash: 'hash',
        valid_after: 0,
        reserved_at: here.clock.now() - COMMIT_WITHIN - 1,
      };
      const reservation = await reserve(here.auth, wanted, 'password');
      const names = { username: 'late', usernameKey: 'late', displayName: '', note: '' };
      const account = { ...names, role: 'user' } as const;
      await assert.rejects(commit(here.auth, [{ account, reservation }]), { code: 'engine_away' });
      assert.equal(await accountId('late'), undefined);
    });
  });
}

export function isTaken(error: unknown): boolean {
  return (
    error instanceof AppError && error.code === 'invalid' && /has already been taken/.test(error.message)
  );
}

function ignoreCrash(error: unknown): void {
  if (!(error instanceof Crash)) throw error;
}
