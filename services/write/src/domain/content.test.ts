import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limits } from '@fanfare/contracts';
import { checkContent, readContent } from './content.ts';

const defaults = { sensitive: false, language: null };

test('a warning without a text is the text; a warning makes the post sensitive', () => {
  assert.deepEqual(readContent({ spoiler_text: ' eek ' }, defaults), {
    text: 'eek',
    spoilerText: '',
    sensitive: true,
    language: null,
  });
  const both = readContent({ status: 'spider', spoiler_text: 'eek', sensitive: false }, defaults);
  assert.equal(both.sensitive, true);
  assert.equal(both.spoilerText, 'eek');
});

test('sensitive and language fall back to what the author posts by default', () => {
  const own = { sensitive: true, language: 'fr' };
  assert.deepEqual(readContent({ status: 'x' }, own), {
    text: 'x',
    spoilerText: '',
    sensitive: true,
    language: 'fr',
  });
  assert.equal(readContent({ status: 'x', sensitive: false }, own).sensitive, false);
  assert.equal(readContent({ status: 'x', language: 'not a language' }, own).language, 'fr');
  assert.equal(readContent({ status: 'x', language: 'pt-BR' }, own).language, 'pt');
});

test('an empty post needs a picture, and a text ends at the limit, warning included', () => {
  const content = (status: string, spoiler_text = '') => readContent({ status, spoiler_text }, defaults);
  assert.throws(() => checkContent(content(' \n '), 0), {
    message: "Validation failed: Text can't be blank",
  });
  checkContent(content(''), 1);
  checkContent(content('x'.repeat(limits.statusCharacters)), 0);
  assert.throws(() => checkContent(content('x'.repeat(limits.statusCharacters), 'y'), 0), {
    code: 'invalid',
  });
  assert.throws(() => checkContent(content('x'), limits.statusMedia + 1), { code: 'invalid' });
});
