/** What the person sees when something fails: nothing is lost, and it is said what one can do. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { pictureBytes } from './support/drawing.ts';
import { begin, buttonOf, composer, postWith, said, send, signUp, textOf } from './support/people.ts';
import type { Place } from './support/place.ts';
import { openPlace } from './support/place.ts';
import { click } from './support/scroll.ts';
import { live } from './support/stream.ts';
import { post, say } from './support/village.ts';

let place: Place;
before(async () => {
  place = await openPlace();
});
after(() => place.close());

test('a session that has ended: the page and the draft stay, and signing in leads back to both', async () => {
  const page = await place.visitor();
  await signUp(page, 'ana');
  await begin(page, 'Half a thought');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Favourites' }).click();
  await page.getByText('Posts that you mark as favourites are kept here.').waitFor();
  await endSession(page);

  await page.getByRole('link', { name: 'Bookmarks' }).click();
  const notice = page.getByRole('alert').filter({ hasText: 'What you have written is kept.' });
  await notice.getByText('You are not signed in any more.').waitFor();
  await notice.getByRole('button', { name: 'Sign in again' }).waitFor();
  await page.getByRole('heading', { name: 'Bookmarks', level: 1 }).waitFor();

  await page.getByRole('button', { name: 'New post' }).click();
  assert.equal(await textOf(composer(page)).inputValue(), 'Half a thought');
  await textOf(composer(page)).fill('Half a thought, and the rest.');
  const refused = page.waitForResponse((answer) => answer.status() === 401);
  await send(composer(page));
  await refused;
  const why = composer(page).getByRole('alert');
  await why.getByText('You are not signed in any more. It is kept here as a draft.').waitFor();
  await page.context().clearCookies();
  await why.getByRole('button', { name: 'Sign in again' }).click();

  await page.getByLabel('Username or e-mail').fill('ana');
  await page.getByLabel('Password').fill('correct horse');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.waitForURL('**/bookmarks');
  assert.equal(await textOf(composer(page)).inputValue(), 'Half a thought, and the rest.');
  await send(composer(page));
  await said(page, 'Posted.').waitFor();
  assert.equal(await notice.count(), 0);
  const { body } = await place.network.anyone<unknown[]>('GET', '/api/v1/timelines/public');
  assert.equal(body.length, 1);
});

test('whoever opens what was found gets there, also when that page is long in coming', async () => {
  const page = await place.visitor();
  await signUp(page, 'uma');
  await page.goto('/search');
  let come: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route(/\/profile-[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  const field = page.getByRole('searchbox');
  await field.fill('uma');
  // The search that typing alone would begin is due after a moment, and then the result is being opened.
  await field.press('Enter');
  await page.locator('#main').getByRole('link', { name: /@uma/ }).first().click();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  come();
  await page
    .getByRole('tab', { name: 'Posts' })
    .or(page.getByRole('link', { name: 'Edit profile' }))
    .first()
    .waitFor();
  assert.equal(new URL(page.url()).pathname, '/@uma');
});

test('a session that ends while one writes: nothing is pressed, and it is said beside what is written', async () => {
  const page = await place.visitor();
  await signUp(page, 'eva');
  await page.goto('/search?q=bread');
  await page.getByRole('heading', { name: 'Search', level: 1 }).waitFor();
  const dialog = await begin(page, 'Under the pen');
  await endSession(page);
  const why = dialog.getByRole('alert').filter({ hasText: 'You are not signed in any more.' });
  await why.getByText('It is kept here as a draft.').waitFor();
  assert.equal(await textOf(dialog).inputValue(), 'Under the pen');

  await page.keyboard.press('Escape');
  const notice = page.getByRole('alert').filter({ hasText: 'What you have written is kept.' });
  await notice.waitFor();
  assert.equal(await page.getByText('No connection.').count(), 0);
  await notice.getByRole('button', { name: 'Sign in again' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.waitForURL('**/search?q=bread');
  await page.getByRole('button', { name: 'New post' }).click();
  assert.equal(await textOf(dialog).inputValue(), 'Under the pen');
  assert.equal(await page.getByText('You are not signed in any more.').count(), 0);
});

/** With the client's own registration, as signing out elsewhere does. */
async function endSession(page: Page): Promise<void> {
  const [app, session] = await page.evaluate(() => [
    JSON.parse(localStorage.getItem('fanfare.app') ?? ''),
    JSON.parse(localStorage.getItem('fanfare.session') ?? ''),
  ]);
  const fields = { client_id: app.clientId, client_secret: app.clientSecret };
  const { token } = session.state.signedIn;
  const answer = await place.network.anyone('POST', '/oauth/revoke', { ...fields, token });
  assert.equal(answer.status, 200);
}

describe('a server that answers with trouble', () => {
  let page: Page;
  before(async () => {
    const ben = await place.network.person('ben');
    await say(ben, { status: 'Something to like.' });
    await place.network.settle();
    // Answers are made up here, which is not possible behind a service worker.
    page = await place.signedIn(ben, { serviceWorkers: 'block' });
    await page.goto('/home');
  });

  test('home that does not come says so, and comes when asked again', async () => {
    await page.route('**/api/v1/timelines/home*', (route) =>
      route.fulfill({ status: 500, json: { error: 'broken' } }),
    );
    await page.reload();
    const card = page.getByRole('alert').filter({ hasText: 'Something broke on the server.' });
    await card.waitFor();
    await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
    await page.unrouteAll();
    await card.getByRole('button', { name: 'Try again' }).click();
    await postWith(page, 'Something to like.').waitFor();
    assert.equal(await card.count(), 0);
  });

  test('a favourite that was refused is taken back, and it is said', async () => {
    const liked = postWith(page, 'Something to like.');
    await answerWith(500, 'broken');
    await click(buttonOf(liked, 'Favourite'));
    await said(page, 'Something broke on the server. It is not your fault; try again.').waitFor();
    await buttonOf(liked, 'Favourite').waitFor();
    await page.unrouteAll();
    await click(buttonOf(liked, 'Favourite'));
    await buttonOf(liked, 'Favourite', 1).waitFor();
  });

  const kept = 'It is kept here as a draft. Sending it again will not post it twice.';
  const answers = [
    [500, 'Something broke on the server. It is not your fault; try again.', kept],
    [503, 'A part of this place is away for a moment. Try again soon.', kept],
    [429, 'That was a bit fast. Try again in a moment.', ''],
    [422, 'The words are not to its liking', ''],
  ] as const;

  for (const [status, words, then] of answers) {
    test(`${status}: the window is back as it was, with why`, async () => {
      const text = `Written into a ${status}`;
      // One of its own: those of the answers before stand on the page too.
      const warning = `Careful with ${status}`;
      await answerWith(status, 'Validation failed: The words are not to its liking');
      const dialog = await begin(page, text);
      await dialog.getByRole('button', { name: 'Content warning' }).click();
      await dialog.getByLabel('What the warning says').fill(warning);
      await send(dialog);
      await dialog.getByRole('alert').getByText(`${words} ${then}`.trim(), { exact: true }).waitFor();
      assert.equal(await textOf(dialog).inputValue(), text);
      assert.equal(await dialog.getByLabel('What the warning says').inputValue(), warning);
      await page.unrouteAll();
      await send(dialog);
      await postWith(page, warning).first().waitFor();
      const shown = await place.network.anyone<{ content: string }[]>('GET', '/api/v1/timelines/public');
      assert.equal(shown.body.filter(({ content }) => content.includes(text)).length, 1);
    });
  }

  test('an answer that got lost: sent again with its picture and its audience, it is still one post', async () => {
    let made = '';
    await page.route('**/api/v1/statuses', async (route) => {
      made = (await (await route.fetch()).json()).id;
      await route.fulfill({ status: 500, json: { error: 'broken' } });
    });
    const dialog = await begin(page, 'Hills for my followers');
    const chosen = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'Add pictures' }).click();
    const buffer = Buffer.from(await pictureBytes());
    await (await chosen).setFiles({ name: 'hills.png', mimeType: 'image/png', buffer });
    await dialog.getByRole('button', { name: 'Describe picture 1' }).click();
    await page.getByLabel('Description', { exact: true }).fill('Green hills');
    await page.getByRole('button', { name: 'Done' }).click();
    await dialog.getByRole('combobox', { name: 'Who sees it: Public' }).click();
    await page.getByRole('option', { name: 'Followers' }).click();
    await send(dialog);
    await dialog.getByRole('alert').getByText(kept).waitFor();
    await dialog.getByRole('button', { name: 'Described: picture 1' }).waitFor();
    await dialog.getByRole('combobox', { name: 'Who sees it: Followers' }).waitFor();
    await page.unrouteAll();
    await send(dialog);
    const shown = postWith(page, 'Hills for my followers');
    await shown.getByRole('img', { name: 'Green hills' }).waitFor();
    await page.reload();
    await shown.getByRole('img', { name: 'Green hills' }).waitFor();
    assert.equal(await shown.count(), 1);
    assert.equal(await page.locator(`[data-item="${made}"]`).filter({ hasText: 'Hills for my' }).count(), 1);
  });

  test('what fails while the next one is written waits, and is a press away', async () => {
    const failing = Promise.withResolvers<void>();
    await page.route('**/api/v1/statuses', async (route) => {
      await failing.promise;
      await route.fulfill({ status: 500, json: { error: 'broken' } });
    });
    await send(await begin(page, 'The first of two'));
    const dialog = await begin(page, 'The second of two');
    failing.resolve();
    await page.getByText('That was not posted. The draft is kept.').waitFor();
    assert.equal(await textOf(dialog).inputValue(), 'The second of two');
    await page.unrouteAll();
    await send(dialog);
    await postWith(page, 'The second of two').waitFor();
    await page.getByRole('button', { name: 'Open the draft' }).click();
    assert.equal(await textOf(dialog).inputValue(), 'The first of two');
    await send(dialog);
    await postWith(page, 'The first of two').waitFor();
  });

  test('a list that does not come says so, and comes when asked again', async () => {
    await page.route('**/api/v1/bookmarks*', (route) => route.fulfill({ status: 503, json: { error: 'x' } }));
    await page.getByRole('link', { name: 'Bookmarks' }).click();
    const card = page.getByRole('alert').filter({ hasText: 'A part of this place is away for a moment.' });
    await card.waitFor();
    await page.unrouteAll();
    await card.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Posts that you bookmark are kept here.').waitFor();
  });

  test('a file of the client that is gone, as after an update', async () => {
    let missing = 0;
    await page.route('**/app/notifications*.js', (route) => {
      missing += 1;
      return missing === 1 ? route.fulfill({ status: 404 }) : route.continue();
    });
    await page.getByRole('link', { name: /^Notifications/ }).click();
    await page.getByText('Nothing yet. When people follow you').waitFor();
    assert.ok(missing > 1, 'the page was loaded anew by itself');

    await page.route('**/app/settings*.js', (route) => route.fulfill({ status: 404 }));
    await page.goto('/settings');
    const card = page.getByRole('alert').filter({ hasText: 'This page could not be shown.' });
    await card.waitFor();
    await page.getByRole('link', { name: 'Home', exact: true }).click();
    await page.getByRole('feed').getByRole('article').first().waitFor();
    await page.goBack();
    await card.waitFor();
    await page.unrouteAll();
    await card.getByRole('button', { name: 'Load again' }).click();
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  });

  function answerWith(status: number, error: string): Promise<unknown> {
    return page.route('**/api/v1/statuses**', (route) =>
      route.request().method() === 'POST' ? route.fulfill({ status, json: { error } }) : route.continue(),
    );
  }
});

test('without a connection, and back', async () => {
  const { network } = place;
  const [cleo, dora] = [await network.person('cleo'), await network.person('dora')];
  await post(cleo, `/api/v1/accounts/${dora.id}/follow`);
  await say(dora, { status: 'Before the tunnel.' });
  await network.settle();
  const page = await place.signedIn(cleo);
  await page.goto('/home');
  await postWith(page, 'Before the tunnel.').waitFor();
  await live(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const context = page.context();
  await context.setOffline(true);
  const notice = page.getByText('No connection. New posts will come when it is back.');
  await notice.waitFor();

  const dialog = await begin(page, 'Written in the tunnel.');
  await send(dialog);
  await dialog.getByText('The server cannot be reached. Are you connected?').waitFor();
  assert.equal(await textOf(dialog).inputValue(), 'Written in the tunnel.');
  await page.keyboard.press('Escape');
  await say(dora, { status: 'While you were in the tunnel.' });
  await network.settle();

  await context.setOffline(false);
  await notice.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '1 new post' }).click();
  await postWith(page, 'While you were in the tunnel.').waitFor();
  await postWith(page, 'Before the tunnel.').waitFor();

  await context.setOffline(true);
  await page.goto('/public');
  await page.getByRole('heading', { name: 'No connection' }).waitFor();
  await context.setOffline(false);
  await page.getByRole('link', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'New post' }).click();
  assert.equal(await textOf(composer(page)).inputValue(), 'Written in the tunnel.');
  await send(composer(page));
  await postWith(page, 'Written in the tunnel.').waitFor();
});
