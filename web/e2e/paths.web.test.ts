/** Server and client know the same addresses: a reload never ends on another page than a link does. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Village } from './support/village.ts';
import { openVillage } from './support/village.ts';

let village: Village;
before(async () => {
  village = await openVillage();
});
after(() => village.place.close());

/** With somebody and something that exist in the places of parameters. */
function filled(path: string): string {
  const id = village.paths.thread.split('/').at(-1) ?? '';
  return path
    .replace(/^\/(@)?:(username|acct|name)/, '/@ana')
    .replace('/@:username', '/@ana')
    .replace(':tag', 'bread')
    .replace(':id', id);
}

test('each address of the client is a page of the server', async () => {
  const source = await readFile(new URL('../src/app/routes.tsx', import.meta.url), 'utf8');
  const paths = [...source.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path);
  assert.ok(paths.length > 20, 'the list of routes is read');
  for (const path of paths) {
    const answer = await fetch(new URL(filled(path), village.place.network.url));
    assert.equal(answer.status, 200, path);
    assert.match(await answer.text(), /<script type="module" src="\/app\//, path);
  }
});

test('each page that the server leaves to the client is one that it knows', async () => {
  const left = village.place.network.routes
    .filter(({ summary }) => summary === 'A page of the web client')
    .map(({ path }) => path);
  assert.ok(left.length > 15, 'the pages are in the route table');
  const page = await village.place.signedIn(village.people.ana);
  for (const path of left.filter((one) => one !== '/signed-in')) {
    await page.goto(filled(path));
    await page.locator('#main h1').waitFor({ state: 'attached' });
    assert.equal(await page.locator('.big-number').count(), 0, path);
  }
});
