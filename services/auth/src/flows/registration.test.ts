import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { diskBlob } from '@fanfare/blob/disk';
import { memoryCache, memoryServer } from '@fanfare/cache/memory';
import { AppError } from '@fanfare/kernel';
import { folderMail } from '@fanfare/mail/folder';
import { openSqlite } from '@fanfare/sql/sqlite';
import { noMetrics } from '@fanfare/telemetry';
import { COMMIT_WITHIN, RESERVATION_LIFE } from '../config.ts';
import { accountByUsername } from '../store/accounts.ts';
import type { TestAuth } from '../testing/start-auth.ts';
import { startAuth } from '../testing/start-auth.ts';
import type { Auth } from './needs.ts';
import type { Registration } from './register.ts';
import { register } from './register.ts';
import { commit, reserve } from './reservations.ts';
import { signIn } from './sign-in.ts';
import { sweep } from './sweeper.ts';

const cache = (clock: { now(): number }) => memoryCache(memoryServer({ clock }));
const adapters = { openSqlite, cache, diskBlob, folderMail, metrics: noMetrics };

class Crash extends Error {}

const form = (username: string, over: Partial<Registration> = {}): Registration => ({
  username,
  email: `${username}@example.org`,
  password: 'password',
  agreement: true,
  role: 'user',
  displayName: '',
  note: '',
  ...over,
});

/** The same stores as a process sees them that dies at this step. */
const dying: Record<string, (auth: Auth) => Auth> = {
  'before the reservation': (auth) => withIdentities(auth, { reserve: crash }),
  'after the reservation': (auth) => ({ ...auth, db: { ...auth.db, unit: crash } }),
  'after the commit': (auth) => withIdentities(auth, { activate: crash }),
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
};

function withIdentities(auth: Auth, over: Partial<Auth['identity']['identities']>): Auth {
  return { ...auth, identity: { ...auth.identity, identities: { ...auth.identity.identities, ...over } } };
}

async function crash(): Promise<never> {
  throw new Crash();
}

suite('a registration that a crash interrupts', () => {
  let here: TestAuth;
  before(async () => {
    here = await startAuth(adapters);
  });
  after(() => here.stop());

  const login = (name: string) => signIn(here.auth, { name, password: 'password', ip: '127.0.0.1' });
  const accountId = async (name: string) => (await accountByUsername(here.auth.db, name))?.id;

  let count = 0;
  for (const [step, die] of Object.entries(dying)) {
    test(`${step}: the same person tries again and has one account`, async () => {
      const name = `again${++count}`;
      await register(die(here.auth), form(name)).catch(ignoreCrash);
      const committed = await accountId(name);
      const result = await register(here.auth, form(name)).catch((error: unknown) => error);
      // Who had an account already learns that the name is taken, and can sign in.
      if (committed === undefined) assert.equal(typeof result, 'number');
      else assert.ok(result instanceof AppError || result === committed);
      assert.equal((await login(name))?.account_id, await accountId(name));
    });

    test(`${step}: signing in finishes it, or the name becomes free`, async () => {
      const name = `sign${++count}`;
      await register(die(here.auth), form(name)).catch(ignoreCrash);
      const committed = await accountId(name);
      assert.equal((await login(name))?.account_id, committed);
      if (committed !== undefined) return;
      here.clock.advance(RESERVATION_LIFE + 1);
      const other = await register(
        here.auth,
        form(name, { password: 'other password', email: `${name}@x.org` }),
      );
      assert.equal(await accountId(name), other);
    });

    test(`${step}: the sweeper finishes it, or gives name and address free`, async () => {
      const name = `sweep${++count}`;
      await register(die(here.auth), form(name)).catch(ignoreCrash);
      const committed = await accountId(name);
      await sweep(here.auth);
      const early = await here.auth.identity.identities.byUsername(name);
      if (step !== 'before the reservation') assert.notEqual(early, null, 'not before its time');
      here.clock.advance(RESERVATION_LIFE + 1);
      await sweep(here.auth);
      const identity = await here.auth.identity.identities.byUsername(name);
      assert.equal(identity?.account_id, committed);
      assert.equal(identity === null, committed === undefined);
    });
  }

  test('somebody else cannot take over a reservation that is still open', async () => {
    const reservation = { ...form('mine'), id: 'r-mine' };
    await here.auth.identity.identities.reserve({
      id: reservation.id,
      username_key: 'mine',
      email: 'mine@example.org',
      email_key: 'mine@example.org',
      password_hash: await here.auth.passwords.hash('password'),
      valid_after: here.clock.now(),
      reserved_at: here.clock.now(),
    });
    await assert.rejects(register(here.auth, form('mine', { password: 'a guess at it' })), isTaken);
    await assert.rejects(register(here.auth, form('mine', { email: 'else@example.org' })), isTaken);
    assert.equal(typeof (await register(here.auth, form('mine'))), 'number');
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
    const account = {
      username: 'late',
      usernameKey: 'late',
      role: 'user',
      displayName: '',
      note: '',
    } as const;
    await assert.rejects(commit(here.auth, [{ account, reservation }]), { code: 'engine_away' });
    assert.equal(await accountId('late'), undefined);
  });
});

suite('registrations at the same time', () => {
  let here: TestAuth;
  before(async () => {
    here = await startAuth(adapters);
  });
  after(() => here.stop());

  test('of eight who want one name, one gets it and the others are told', async () => {
    const tries = Array.from({ length: 8 }, (_, index) =>
      register(here.auth, form('popular', { email: `p${index}@example.org`, password: `password ${index}` })),
    );
    const results = await Promise.allSettled(tries);
    assert.equal(results.filter((result) => result.status === 'fulfilled').length, 1);
    for (const result of results) if (result.status === 'rejected') assert.ok(isTaken(result.reason));
  });

  test('the same form sent four times at once makes one account', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, () => register(here.auth, form('eager'))),
    );
    const ids = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    assert.ok(ids.length > 0);
    assert.equal(new Set(ids).size, 1);
  });

  test('many at once: in order, equal passwords hashed once, a refused one says why', async () => {
    let hashes = 0;
    const auth: Auth = {
      ...here.auth,
      passwords: {
        ...here.auth.passwords,
        hash: (password) => {
          hashes += 1;
          return here.auth.passwords.hash(password);
        },
      },
    };
    const { registerMany } = await import('./register-many.ts');
    const people = Array.from({ length: 250 }, (_, index) => ({
      username: index === 7 ? 'Popular' : index === 130 ? 'bulk_129' : `bulk_${index}`,
      email: `bulk${index}@example.org`,
      password: index === 200 ? 'short' : 'password',
    }));
    const results = await registerMany(auth, people);
    const refused = results.flatMap((result, index) => (result.account_id === null ? [index] : []));
    assert.deepEqual(refused, [7, 130, 200]);
    assert.match(results[7]?.error ?? '', /Username has already been taken/);
    assert.match(results[200]?.error ?? '', /Password is too short/);
    const ids = results.flatMap((result) => result.account_id ?? []);
    assert.deepEqual(
      ids,
      ids.toSorted((one, other) => one - other),
    );
    // One for all, and one for each that went its own way to learn what is wrong.
    assert.ok(hashes <= 3, `${hashes} hashes`);
    const person = await signIn(here.auth, { name: 'bulk_249', password: 'password', ip: '127.0.0.1' });
    assert.equal(person?.account_id, results[249]?.account_id);
  });
});

function isTaken(error: unknown): boolean {
  return (
    error instanceof AppError && error.code === 'invalid' && /has already been taken/.test(error.message)
  );
}

function ignoreCrash(error: unknown): void {
  if (!(error instanceof Crash)) throw error;
}
