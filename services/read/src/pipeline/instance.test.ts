import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '@fanfare/kernel';
import { instanceRows } from './instance.ts';

test('what the place says of itself is known on while it cannot be read, and never guessed', async () => {
  const away = new AppError('engine_away');
  let there = false;
  const rows = instanceRows(async () => {
    if (!there) throw away;
    return undefined;
  });
  await assert.rejects(rows.known(), away);
  there = true;
  assert.equal(await rows.now(), undefined);
  there = false;
  assert.equal(await rows.known(), undefined);
  await assert.rejects(rows.now(), away);
});
