import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutValues } from './without-values.ts';

const NEEDLE = 'zqneedleq';
/** As the engines and parsers say it. */
const said = [
  `Duplicate entry '${NEEDLE}' for key 'identities.email'`,
  `Duplicate entry 'it's ${NEEDLE}, isn't it' for key 'x'`,
  `Incorrect string value: '${NEEDLE}' for column 'text' at row 1`,
  `invalid input syntax for type bigint: "${NEEDLE}"`,
  `Unexpected token 'z', "${NEEDLE}" is not valid JSON`,
  `Expected ',' or '}' after property value in JSON at position 3, "{"a":"${NEEDLE}" is not valid JSON`,
  `failed to parse field [x] of type [date]. Preview of field's value: '${NEEDLE}'`,
  `Can't send mail - all recipients were rejected: 550 <${NEEDLE}@example.org> unknown`,
  `connect to postgres://fanfare:${NEEDLE}@db:5432/fanfare failed`,
  `E11000 duplicate key error collection: identity.people index: email dup key: { email: "${NEEDLE}" }`,
  `cut off: "${NEEDLE}`,
];

for (const text of said)
  test(text.replaceAll(NEEDLE, 'VALUE').slice(0, 70), () => {
    assert.equal(withoutValues(text).includes(NEEDLE), false, withoutValues(text));
  });

test('what helps stays', () => {
  assert.equal(
    withoutValues('duplicate key value violates unique constraint "accounts_name"'),
    'duplicate key value violates unique constraint accounts_name',
  );
  assert.equal(withoutValues(said[0] ?? ''), "Duplicate entry '…' for key identities.email");
  assert.equal(withoutValues('connect ECONNREFUSED 127.0.0.1:5432'), 'connect ECONNREFUSED 127.0.0.1:5432');
  assert.match(
    withoutValues(said[7] ?? ''),
    /^Can't send mail - all recipients were rejected: 550 <…@…> unknown$/,
  );
  assert.equal(withoutValues(said[8] ?? ''), 'connect to postgres://…@db:5432/fanfare failed');
});
