/** A post between its author and the reviewers, as each of them sees it, and as nobody else does. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { composer, postWith, said, send, textOf, write } from './support/people.ts';
import type { Place } from './support/place.ts';
import { openPlace } from './support/place.ts';
import { settled } from './support/settled.ts';
import { live } from './support/stream.ts';
import { post } from './support/village.ts';

let place: Place;
/** A window each: ben writes, cleo follows him, dora is just there; ana and mo review. */
let ben: Page;
let cleo: Page;
let dora: Page;
let ana: Page;
let mo: Page;

before(async () => {
  place = await openPlace({ settings: { APPROVAL_POLICY: 'everyone' } });
  const { network } = place;
  const people = {
    ana: await network.person('ana', { role: 'owner' }),
    mo: await network.person('mo', { role: 'moderator' }),
    ben: await network.person('ben'),
    cleo: await network.person('cleo'),
    dora: await network.person('dora'),
  };
  await post(people.cleo, `/api/v1/accounts/${people.ben.id}/follow`);
  await network.settle();
  ben = await place.signedIn(people.ben);
  cleo = await place.signedIn(people.cleo);
  dora = await place.signedIn(people.dora);
  ana = await place.signedIn(people.ana);
  mo = await place.signedIn(people.mo);
  for (const page of [ben, cleo]) await page.goto('/home');
  for (const page of [ana, mo]) await page.goto('/review');
  for (const page of [ben, cleo, ana, mo]) await live(page);
  await ana.getByText('Nothing waits. Well done.').waitFor();
  await mo.getByText('Nothing waits. Well done.').waitFor();
});
after(() => place.close());

/** Of the reviewers' queue. */
const waiting = (page: Page, text: string) =>
  page.getByRole('article', { name: /to review$/ }).filter({ hasText: text });

/** Of the author's own list, in the part for a state. */
async function ownIn(state: string, text: string) {
  await ben.getByRole('navigation', { name: 'Posts by state' }).getByRole('link', { name: state }).click();
  const own = postWith(ben, text);
  await own.waitFor();
  return own;
}

async function approve(page: Page, text: string): Promise<void> {
  await waiting(page, text).getByRole('button', { name: 'Approve', exact: true }).click();
  // What is held for a moment, so that it can be undone, is sent when one goes elsewhere.
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
}

test('what was written waits: its author and the reviewers see it at once', async () => {
  await write(ben, 'Rye bread on Friday?');
  await said(ben, 'It waits for approval.').waitFor();
  await ben.getByRole('button', { name: 'See what waits' }).click();
  await ben.getByRole('heading', { name: 'Waiting for approval', level: 1 }).waitFor();
  const own = await ownIn('Waiting', 'Rye bread on Friday?');
  await own.getByText('Waits for approval. Only you and the reviewers see it.').waitFor();
  await waiting(ana, 'Rye bread on Friday?').waitFor();
  await waiting(mo, 'Rye bread on Friday?').waitFor();
});

test('nobody else sees it anywhere', async () => {
  const own = postWith(ben, 'Rye bread on Friday?').locator('[data-submission]');
  const id = await own.getAttribute('data-submission');
  await place.network.settle();
  for (const path of ['/home', '/public', '/@ben', '/search?q=rye', '/search?q=from%3Aben&type=statuses']) {
    await dora.goto(path);
    await settled(dora);
    assert.equal(await dora.getByText('Rye bread').count(), 0, path);
  }
  const answer = await dora.goto(`/@ben/${id}`);
  assert.equal(answer?.status(), 404);
  await dora.locator('#main h1').waitFor();
  assert.equal(await dora.getByText('Rye bread').count(), 0);
  await settled(cleo);
  assert.equal(await cleo.getByText('Rye bread').count(), 0);
  assert.equal(await cleo.getByRole('button', { name: /new post/ }).count(), 0);
});

test('an approval that is undone in its moment never happens', async () => {
  const item = waiting(ana, 'Rye bread on Friday?');
  await item.getByRole('button', { name: 'Approve', exact: true }).click();
  await item.getByText('Approved', { exact: true }).waitFor();
  await item.getByRole('button', { name: 'Undo' }).click();
  await item.getByRole('button', { name: 'Approve', exact: true }).waitFor();
  const { body } = await place.network.anyone('GET', '/api/v1/timelines/public');
  assert.deepEqual(body, []);
});

test('approved: its author is told, and it stands with followers at once', async () => {
  await approve(ana, 'Rye bread on Friday?');
  await ben.getByText('Your post was approved and is published.').waitFor();
  const own = await ownIn('Published', 'Rye bread on Friday?');
  await own.getByText('Approved and published.').waitFor();
  await cleo.getByRole('button', { name: '1 new post' }).click();
  await postWith(cleo, 'Rye bread on Friday?').waitFor();
  await dora.goto('/public');
  await postWith(dora, 'Rye bread on Friday?').waitFor();
});

test('of two reviewers one decides, and the other sees who and what', async () => {
  await waiting(mo, 'Rye bread on Friday?').getByText('@ana approved this').waitFor();
  await waiting(mo, 'Rye bread on Friday?').getByRole('button', { name: 'OK' }).click();
  await waiting(mo, 'Rye bread on Friday?').waitFor({ state: 'detached' });
  await mo.getByText('Nothing waits. Well done.').waitFor();
});

test('rejected: its author reads why, revises, and the reviewers get the second version', async () => {
  await ana.getByRole('link', { name: /^Review/ }).click();
  await write(ben, 'Selling my oven, cheap!!');
  await waiting(ana, 'Selling my oven').getByRole('button', { name: 'Reject…' }).click();
  const dialog = ana.getByRole('dialog', { name: 'Reject the post' });
  await dialog.getByRole('radio', { name: 'Off topic' }).check();
  await dialog.getByLabel('A word to its author').fill('Please say it with less noise.');
  await dialog.getByRole('button', { name: 'Reject', exact: true }).click();
  await ana.getByRole('link', { name: 'Home', exact: true }).click();

  const why = 'Off topic: Please say it with less noise.';
  await ben.getByText(`Your post was not accepted: ${why}`).waitFor();
  const own = await ownIn('Not accepted', 'Selling my oven');
  await own.getByText(`Not accepted: ${why}`).waitFor();
  await own.getByRole('button', { name: 'Revise' }).click();
  assert.equal(await textOf(composer(ben)).inputValue(), 'Selling my oven, cheap!!');
  await textOf(composer(ben)).fill('My oven is for sale.');
  await send(composer(ben), 'Send in');
  const again = await ownIn('Waiting', 'My oven is for sale.');
  await again.getByText('Waits for approval.').waitFor();

  await ana.getByRole('link', { name: /^Review/ }).click();
  await waiting(ana, 'My oven is for sale.').getByText('Version 2').waitFor();
  await waiting(mo, 'My oven is for sale.').getByText('Version 2').waitFor();
});

test('withdrawn: it leaves the queue', async () => {
  const own = postWith(ben, 'My oven is for sale.');
  await own.getByRole('button', { name: 'Withdraw' }).click();
  await own.getByRole('status').getByText('Withdrawn.').waitFor();
  // What was withdrawn is kept nowhere, so the words are gone here too.
  await ana.getByRole('article').getByText('Its author has withdrawn this').waitFor();
  assert.equal(await ana.getByText('My oven is for sale.').count(), 0);
});

test('three at once', async () => {
  const texts = ['First of three.', 'Second of three.', 'Third of three.'];
  for (const text of texts) {
    await write(ben, text);
    await waiting(ana, text).waitFor();
  }
  await ana.getByRole('checkbox', { name: 'Select all shown' }).check();
  await ana.getByText('3 selected').waitFor();
  await ana.getByRole('button', { name: 'Approve 3' }).click();
  await ana.getByRole('button', { name: 'Undo all 3' }).first().waitFor();
  await ana.getByRole('link', { name: 'Home', exact: true }).click();
  await cleo.getByRole('button', { name: '3 new posts' }).click();
  for (const text of texts) await postWith(cleo, text).waitFor();
});

test('the policy is changed, and the log says who did what', async () => {
  await ana.goto('/review/policy');
  await ana.getByRole('radio', { name: /^Nobody’s/ }).check();
  await ana.getByRole('button', { name: 'Save' }).click();
  await said(ana, 'The policy is saved. It holds for every post from now on.').waitFor();
  await write(ben, 'And now without waiting.');
  await said(ben, 'Posted.').waitFor();
  await cleo.getByRole('button', { name: '1 new post' }).waitFor();

  await ana.getByRole('link', { name: 'Log' }).click();
  const entries = ana.getByRole('feed', { name: 'Log' }).getByRole('article');
  await entries.filter({ hasText: 'ana changed the policy' }).getByText('Whose posts wait').waitFor();
  await entries.filter({ hasText: 'Please say it with less noise.' }).getByText('a post by @ben').waitFor();
  await entries.filter({ hasText: 'ana approved a post by @ben' }).nth(3).waitFor();
});
