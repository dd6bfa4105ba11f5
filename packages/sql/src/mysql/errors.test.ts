import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf } from './errors.ts';

test('what MySQL says is told apart: again, away, slow, full, or the statement’s own', () => {
  const said = (errno: number, message = 'words') => failureOf(Object.assign(new Error(message), { errno }));
  for (const number of [1213, 1205, 1020]) assert.equal(said(number), 'again', `${number}`);
  for (const number of [1040, 1053, 1290, 1317, 1836, 1927]) assert.equal(said(number), 'away', `${number}`);
  for (const number of [1969, 3024]) assert.equal(said(number), 'slow', `${number}`);
  for (const number of [1021, 1114]) assert.equal(said(number), 'full', `${number}`);
  for (const number of [1030, 1180, 1026, 3]) {
    assert.equal(
      said(number, 'Got error 28 "No space left on device" from storage engine InnoDB'),
      'full',
      `${number}`,
    );
    assert.equal(said(number, 'Got error 168 from storage engine'), null, `${number}`);
  }
  for (const number of [1062, 1048, 1406, 1146]) assert.equal(said(number), null, `${number}`);
});

test('a connection that broke is known by its code or by being fatal', () => {
  const broken = (fields: object, message = 'words') => failureOf(Object.assign(new Error(message), fields));
  assert.equal(broken({ code: 'PROTOCOL_CONNECTION_LOST', fatal: true }), 'away');
  assert.equal(broken({ code: 'ECONNRESET', errno: -104, fatal: true }), 'away');
  assert.equal(broken({ code: 'ECONNREFUSED', errno: -111 }), 'away');
  assert.equal(broken({}, "Can't add new command when connection is in closed state"), 'away');
  assert.equal(broken({}), null);
});
