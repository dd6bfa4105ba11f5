/** The texts that are sent say what the entities say. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Approval } from '@fanfare/contracts/entities';
import type { AccountFacts, StatusFacts } from './facts.ts';
import { account, post } from './facts-for-tests.ts';
import { presentAccount, renderAccount, writeAccount } from './present-account.ts';
import type { StatusMaterial } from './present-status.ts';
import { presentStatus, renderStatus, writeStatus } from './present-status.ts';
import { texted } from './texted.ts';
import { urlsOf } from './urls.ts';

const urls = urlsOf('https://social.example');
const counts = { followers: 3, following: 4, statuses: 5 };
const hard = 'quotes " and \\ and \n, </script>, \u2028, é, 東京, 👋';
const approval: Approval = {
  submission_id: '7',
  state: 'pending',
  version: 2,
  submitted_at: '2026-01-01T00:00:00.000Z',
  decided_at: null,
  reason_code: null,
  reason: hard,
};

function people(change: Partial<AccountFacts>): AccountFacts {
  return account(9, { display_name: hard, note: hard, ...change });
}

function materialFor(statuses: readonly StatusFacts[], change: Partial<StatusMaterial> = {}): StatusMaterial {
  const authors = new Map(
    statuses
      .flatMap(({ author, inner }) => [author, ...(inner === null ? [] : [inner.author])])
      .map((one) => [one.id, one]),
  );
  const rendering = (id: number) => texted(renderAccount(authors.get(id) ?? account(id), [], urls));
  return {
    urls,
    signedIn: true,
    rendered: (row) =>
      texted(renderStatus(row, { mentions: [], tags: [{ tag: 'x', name: 'X' }], media: [] }, urls)),
    account: (id) => presentAccount(authors.get(id) ?? account(id), rendering(id), counts, urls),
    accountText: (id) => writeAccount(authors.get(id) ?? account(id), rendering(id), counts, urls),
    counts: (id) => ({ replies: id, reblogs: 2, favourites: 0 }),
    flags: (id) => ({ favourited: id === 5, reblogged: false, bookmarked: true }),
    application: () => undefined,
    approval: () => undefined,
    ...change,
  };
}

describe('an account as text', () => {
  for (const change of [
    {},
    { last_status_at: Date.UTC(2026, 1, 3) },
    { role: 'owner' as const },
    { state: 'suspended' as const },
    { fields: JSON.stringify([{ name: hard, value: hard }]) },
  ]) {
    it(`says what the entity says: ${JSON.stringify(change)}`, () => {
      const facts = people(change);
      const rendered = texted(renderAccount(facts, [], urls));
      const text = writeAccount(facts, rendered, counts, urls);
      assert.deepEqual(JSON.parse(text), presentAccount(facts, rendered, counts, urls));
      assert.equal(writeAccount(facts, rendered, counts, urls), text);
    });
  }
});

describe('a status as text', () => {
  const plain = post(5, 1, {
    text: hard,
    spoiler_text: hard,
    language: 'de',
    author: { display_name: hard },
  });
  const boost = post(6, 2, { inner: plain, author: { role: 'admin' } });
  const gone = post(8, 3, { author: { state: 'suspended', note: hard } });
  const cases: [string, StatusFacts, Partial<StatusMaterial>][] = [
    ['a post', plain, {}],
    ['a boost', boost, {}],
    ['of somebody suspended', gone, {}],
    ['signed out', boost, { signedIn: false }],
    ['with its app', plain, { application: () => ({ name: hard, website: null }) }],
    ['with a held edit', plain, { approval: () => approval }],
  ];
  for (const [name, status, change] of cases) {
    it(`says what the entity says: ${name}`, () => {
      const material = materialFor([status], change);
      assert.deepEqual(JSON.parse(writeStatus(status, material)), presentStatus(status, material));
    });
  }
});
