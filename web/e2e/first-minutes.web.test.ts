/** The first five minutes of somebody who only opened the address. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { signUp } from './support/people.ts';
import type { Place } from './support/place.ts';
import { openPlace } from './support/place.ts';

let place: Place;
before(async () => {
  place = await openPlace();
});
after(() => place.close());

test('sign up, and what one sees then', async () => {
  const page = await place.visitor();
  await signUp(page, 'ana');
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
  await page.getByText('Nothing here yet').waitFor();
  const token = await page.evaluate(() => localStorage.getItem('fanfare.session'));
  assert.match(token ?? '', /"token":"[\w-]{43}"/);
});
