import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { diskBlob } from '@fanfare/blob/disk';
import { memoryCache, memoryServer } from '@fanfare/cache/memory';
import { folderMail } from '@fanfare/mail/folder';
import { openSqlite } from '@fanfare/sql/sqlite';
import { noMetrics } from '@fanfare/telemetry';
import type { TestAuth } from '../testing/start-auth.ts';
import { startAuth } from '../testing/start-auth.ts';
import type { Auth } from './needs.ts';
import { register } from './register.ts';
import { formOf, isTaken, registrationCrashes } from './registration-crashes.test-support.ts';
import { signIn } from './sign-in.ts';

const cache = (clock: { now(): number }) => memoryCache(memoryServer({ clock }));
const adapters = { openCore: openSqlite, cache, diskBlob, folderMail, metrics: noMetrics };

registrationCrashes('embedded', async () => {
  const here = await startAuth(adapters);
  return { here, there: await startAuth(adapters, { beside: here }) };
});

suite('registrations at the same time', () => {
  let here: TestAuth;
  before(async () => {
    here = await startAuth(adapters);
  });
  after(() => here.stop());

  test('of eight who want one name, one gets it and the others are told', async () => {
    const tries = Array.from({ length: 8 }, (_, index) =>
      register(
        here.auth,
        formOf('popular', { email: `p${index}@example.org`, password: `password ${index}` }),
      ),
    );
    const results = await Promise.allSettled(tries);
    assert.equal(results.filter((result) => result.status === 'fulfilled').length, 1);
    for (const result of results) if (result.status === 'rejected') assert.ok(isTaken(result.reason));
  });

  test('the same form sent four times at once makes one account', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, () => register(here.auth, formOf('eager'))),
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
