import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError, silentLog } from '@fanfare/kernel';
import { appNames } from './app-names.ts';

const asking = (applications: Parameters<typeof appNames>[0]['contracts']['auth']['applications']) => ({
  contracts: { auth: { applications } },
  log: silentLog,
});

test('apps have no names while auth is away, and nobody is refused for that', async () => {
  const away = asking(async () => {
    throw new AppError('engine_away');
  });
  assert.deepEqual(await appNames(away, ['1']), []);
});

test('what is wrong with a question is not taken for that', async () => {
  const broken = asking(async () => {
    throw new AppError('internal');
  });
  await assert.rejects(appNames(broken, ['1']), { code: 'internal' });
});
