import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageNames, likelyLanguages } from './languages.ts';

test('languages are named and ordered in the language of the reader', () => {
  const among = ['de', 'fr', 'ar'];
  assert.deepEqual(
    languageNames('en', among).map(({ name }) => name),
    ['Arabic', 'French', 'German'],
  );
  assert.deepEqual(
    languageNames('de', among).map(({ code }) => code),
    ['ar', 'de', 'fr'],
  );
  assert.ok(languageNames('en').length > 150);
});

test('the likely ones come once each, whatever the region', () => {
  assert.deepEqual(likelyLanguages(['de', null], ['en-GB', 'en', 'de-AT', 'x']), ['de', 'en']);
});
