import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listOfNames } from './names.ts';

const people = (...names: string[]) => names.map((name) => ({ displayName: name, username: 'x' }));
const others = (count: number) => `${count} others`;
const plain = (text: string) => text.replaceAll(/[\u2068\u2069]/g, '');

test('up to three are named, of more two', () => {
  assert.equal(plain(listOfNames(people('Mira'), 'en', others)), 'Mira');
  assert.equal(plain(listOfNames(people('Mira', 'June', 'Ravi'), 'en', others)), 'Mira, June, and Ravi');
  assert.equal(plain(listOfNames(people('A', 'B', 'C', 'D'), 'en', others)), 'A, B, and 2 others');
  assert.equal(plain(listOfNames(people('A', 'B'), 'de', others)), 'A und B');
});

test('a name of the other direction, or none, does not disturb the sentence', () => {
  assert.equal(listOfNames([{ displayName: '', username: 'mira' }], 'en', others), '\u2068mira\u2069');
});
