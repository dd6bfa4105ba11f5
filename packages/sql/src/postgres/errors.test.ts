import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf } from './errors.ts';

test('what Postgres says is told apart: again, away, slow, full, or the statement’s own', () => {
  const said = (code: string | undefined, message = 'words') =>
    failureOf(Object.assign(new Error(message), { code }));
  for (const code of ['40P01', '40001', '55P03']) assert.equal(said(code), 'again', code);
  for (const code of ['08006', '57P01', '57P03', '25006', '53300', 'ECONNRESET', 'ECONNREFUSED', 'EPIPE']) {
    assert.equal(said(code), 'away', code);
  }
  assert.equal(said(undefined, 'Connection terminated unexpectedly'), 'away');
  assert.equal(said('57014'), 'slow');
  assert.equal(said('53100'), 'full');
  for (const code of ['23505', '23502', '22001', '42P01', undefined]) assert.equal(said(code), null, code);
  assert.equal(failureOf('no error'), null);
});
