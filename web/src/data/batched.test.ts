import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batched } from './batched.ts';

test('everybody who asks in one moment is answered by as few requests as they fit in', async () => {
  const requests: string[][] = [];
  const ask = batched<string>(2, async (ids) => {
    requests.push(ids);
    return new Map(ids.filter((id) => id !== 'nobody').map((id) => [id, `<${id}>`]));
  });
  assert.deepEqual(await Promise.all(['a', 'a', 'b', 'nobody'].map(ask)), ['<a>', '<a>', '<b>', undefined]);
  assert.deepEqual(requests, [['a'], ['b', 'nobody']]);
  assert.equal(await ask('c'), '<c>');
});

test('a request that fails fails for all who asked, and the next one is a new one', async () => {
  let broken = true;
  const ask = batched<string>(10, async (ids) => {
    if (broken) throw new TypeError('no network');
    return new Map(ids.map((id) => [id, id]));
  });
  const answers = await Promise.allSettled([ask('a'), ask('b')]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  broken = false;
  assert.equal(await ask('a'), 'a');
});
