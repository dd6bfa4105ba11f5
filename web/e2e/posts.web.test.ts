/** What one does with posts: found, edited, deleted, written anew; and what stands between a post and its reader. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { drawing, pictureBytes } from './support/drawing.ts';
import { begin, choose, composer, postWith, said, send, textOf, write } from './support/people.ts';
import type { Place } from './support/place.ts';
import { openPlace } from './support/place.ts';
import { click } from './support/scroll.ts';
import { live } from './support/stream.ts';
import { post, say } from './support/village.ts';

let place: Place;
let ana: Page;
/** Follows ana. */
let ben: Page;

before(async () => {
  place = await openPlace();
  const { network } = place;
  const [writer, reader] = [await network.person('ana'), await network.person('ben')];
  await post(reader, `/api/v1/accounts/${writer.id}/follow`);
  await say(writer, { status: 'Sourdough needs a week.' });
  await say(writer, { status: 'Three pictures', media_ids: await drawings(3) });
  await say(writer, { status: 'Not for everybody', sensitive: true, media_ids: await drawings(1) });
  await say(writer, { status: 'The butler did it.', spoiler_text: 'How it ends' });
  await network.settle();
  [ana, ben] = [await place.signedIn(writer), await place.signedIn(reader)];
  for (const page of [ana, ben]) await page.goto('/home');
  for (const page of [ana, ben]) await live(page);

  function drawings(count: number): Promise<string[]> {
    return Promise.all(
      Array.from({ length: count }, (_, at) => drawing(writer, `Drawing ${at + 1}`, at + 1)),
    );
  }
});
after(() => place.close());

/** The link to where one is leads to the top. */
const toTop = (page: Page) => page.getByRole('link', { name: 'Home', exact: true }).click();

test('a search with an operator finds it', async () => {
  await ben.getByRole('link', { name: 'Search' }).click();
  const field = ben.getByRole('searchbox');
  await field.fill('from:ana sourdough');
  await field.press('Enter');
  const found = ben.getByRole('region', { name: 'Posts' }).getByRole('article');
  await found.filter({ hasText: 'Sourdough needs a week.' }).waitFor();
  assert.equal(await found.count(), 1);
  await field.fill('from:ben sourdough');
  await field.press('Enter');
  await ben.getByText('Nothing found for “from:ben sourdough”.').waitFor();
  await ben.getByRole('link', { name: 'Home', exact: true }).click();
});

test('an edit shows at once, says so, and keeps what stood there', async () => {
  await choose(postWith(ana, 'Sourdough needs'), 'Edit');
  const dialog = composer(ana);
  assert.equal(await textOf(dialog).inputValue(), 'Sourdough needs a week.');
  await textOf(dialog).fill('Sourdough needs a month.');
  await send(dialog, 'Save');
  await said(ana, 'Saved.').waitFor();
  const edited = postWith(ben, 'Sourdough needs a month.');
  await click(edited.getByRole('button', { name: 'edited' }));
  const history = ben.getByRole('dialog', { name: 'What was edited' });
  const first = history.getByRole('listitem').filter({ hasText: 'First written' });
  await first.getByText('Sourdough needs a week.').waitFor();
  const second = history.getByRole('listitem').filter({ hasText: 'Version 2' });
  assert.equal(await second.locator('ins').textContent(), '[added: month]');
  assert.equal(await second.locator('del').textContent(), '[removed: week]');
  await ben.keyboard.press('Escape');
  await history.waitFor({ state: 'detached' });
});

test('what is deleted can be brought back for a moment, and then is gone everywhere', async () => {
  await toTop(ana);
  await write(ana, 'Written in anger.');
  await ben.getByRole('button', { name: '1 new post' }).click();
  await postWith(ben, 'Written in anger.').waitFor();

  await choose(postWith(ana, 'Written in anger.'), 'Delete');
  await postWith(ana, 'Written in anger.').waitFor({ state: 'detached' });
  await ana.getByRole('button', { name: 'Undo' }).click();
  await postWith(ana, 'Written in anger.').waitFor();
  await choose(postWith(ana, 'Written in anger.'), 'Delete');
  await said(ana, 'Deleted.').waitFor();
  await said(ana, 'Deleted.').waitFor({ state: 'detached' });
  await postWith(ben, 'Written in anger.').waitFor({ state: 'detached' });
  await ana.reload();
  await postWith(ana, 'Sourdough').waitFor();
  assert.equal(await postWith(ana, 'Written in anger.').count(), 0);
  await live(ana, 2);
});

test('deleted and written anew: its text is in the window, and the old one is gone', async () => {
  await write(ana, 'Breaad.');
  await choose(postWith(ana, 'Breaad.'), 'Delete and write anew');
  const question = ana.getByRole('dialog', { name: 'Delete and write anew?' });
  await question.getByRole('button', { name: 'Delete and write anew' }).click();
  const dialog = composer(ana);
  assert.equal(await textOf(dialog).inputValue(), 'Breaad.');
  await textOf(dialog).fill('Bread.');
  await send(dialog);
  await postWith(ana, 'Bread.').waitFor();
  assert.equal(await postWith(ana, 'Breaad.').count(), 0);
});

test('a warning and what is sensitive cover until somebody wants to see', async () => {
  const warned = postWith(ben, 'How it ends');
  assert.equal(await warned.getByText('The butler did it.').count(), 0);
  await click(warned.getByRole('button', { name: 'Show', exact: true }));
  await warned.getByText('The butler did it.').waitFor();
  await click(warned.getByRole('button', { name: 'Hide' }));
  await warned.getByText('The butler did it.').waitFor({ state: 'detached' });

  const sensitive = postWith(ben, 'Not for everybody');
  assert.equal(await sensitive.locator('img[alt^="Drawing"]').count(), 0);
  await click(sensitive.getByRole('button', { name: 'Show sensitive picture' }));
  await sensitive.getByRole('img', { name: 'Drawing 1' }).waitFor();
  await click(sensitive.getByRole('button', { name: 'Cover the pictures again' }));
  await sensitive.getByRole('img', { name: 'Drawing 1' }).waitFor({ state: 'detached' });
});

test('pictures large, led through by arrow keys', async () => {
  const button = postWith(ben, 'Three pictures').getByRole('button', { name: 'Drawing 1' });
  await click(button);
  const viewer = ben.getByRole('dialog');
  await viewer.getByRole('heading', { name: 'Picture 1 of 3' }).waitFor();
  for (const number of [2, 3, 3]) {
    await ben.keyboard.press('ArrowRight');
    await viewer.getByRole('heading', { name: `Picture ${number} of 3` }).waitFor();
    await viewer.getByRole('img', { name: `Drawing ${number}` }).waitFor();
  }
  await ben.keyboard.press('ArrowLeft');
  await viewer.getByRole('img', { name: 'Drawing 2' }).waitFor();
  await ben.keyboard.press('Escape');
  await viewer.waitFor({ state: 'detached' });
  assert.equal(await button.evaluate((one) => one === document.activeElement), true, 'the focus is back');
});

test('a draft is there after a reload, and gone once it is posted', async () => {
  await begin(ana, 'Half a thou');
  await ana.reload();
  await ana.getByRole('button', { name: 'New post' }).click();
  await composer(ana).getByText('This draft was kept.').waitFor();
  assert.equal(await textOf(composer(ana)).inputValue(), 'Half a thou');
  await textOf(composer(ana)).fill('Half a thought, and the rest.');
  await send(composer(ana));
  await said(ana, 'Posted.').waitFor();
  await ana.getByRole('button', { name: 'New post' }).click();
  assert.equal(await textOf(composer(ana)).inputValue(), '');
  await ana.keyboard.press('Escape');
});

test('pressed twice it is posted once', async () => {
  await ana.reload();
  const dialog = await begin(ana, 'Once is enough.');
  await dialog.getByRole('button', { name: 'Post', exact: true }).dblclick();
  await said(ana, 'Posted.').waitFor();
  await place.network.settle();
  await ana.goto('/@ana');
  await postWith(ana, 'Once is enough.').first().waitFor();
  assert.equal(await postWith(ana, 'Once is enough.').count(), 1);
});

test('a fifth picture is refused in words', async () => {
  const dialog = await begin(ana, 'Too many');
  await dialog.locator('input[type=file]').setInputFiles(await files(5));
  await dialog.getByText('drawing-5.png: a post has at most 4 pictures.').waitFor();
  await pictures(dialog).nth(3).waitFor();
  assert.equal(await pictures(dialog).count(), 4);
  assert.equal(
    await dialog.getByRole('button', { name: 'Add pictures' }).getAttribute('aria-disabled'),
    'true',
  );
});

const pictures = (dialog: Locator) => dialog.getByRole('list', { name: 'Pictures' }).getByRole('listitem');

function files(count: number) {
  return Promise.all(
    Array.from({ length: count }, async (_, at) => ({
      name: `drawing-${at + 1}.png`,
      mimeType: 'image/png',
      buffer: Buffer.from(await pictureBytes(at)),
    })),
  );
}
