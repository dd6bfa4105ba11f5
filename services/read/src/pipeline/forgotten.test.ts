/** What is rendered of a row that was read before all was to be forgotten is not shown for the row read after it. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { signal } from '@fanfare/kernel';
import type { Network } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';
import { account, post } from '../domain/facts-for-tests.ts';
import { urlsOf } from '../domain/urls.ts';
import type { Db } from '../store/db.ts';
import { accountReader, noAccountCounters } from './accounts.ts';
import { renderings } from './rendering.ts';

const urls = urlsOf('http://localhost');
let network: Network;
let db: Db;
before(async () => {
  network = await startNetwork();
  db = network.composition().engines.db.read;
});
after(() => network.stop());

it('a post', async () => {
  const forget = signal();
  const rendering = renderings(db, urls, forget);
  const content = async (row: Parameters<typeof rendering>[0][number]) =>
    (await rendering([row]))(row).rendered.value.content;
  const [early, late] = ['before', 'after'].map((text) => post(1, 2, { text }).row);
  assert.ok(early && late);
  forget.raise();
  assert.equal(await content(early), '<p>before</p>');
  assert.equal(await content(late), '<p>after</p>');
  assert.equal(await content(late), '<p>after</p>');
});

it('an account', async () => {
  const forget = signal();
  const reader = accountReader(db, urls, forget);
  const note = async (facts: ReturnType<typeof account>) =>
    (await reader.presenter([facts], () => noAccountCounters)).account(facts.id).note;
  const [early, late] = ['before', 'after'].map((text) => account(2, { note: text }));
  assert.ok(early && late);
  forget.raise();
  assert.equal(await note(early), '<p>before</p>');
  assert.equal(await note(late), '<p>after</p>');
});
