import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaint } from './complaint.ts';
import type { Log } from './log.ts';

test('trouble is said once when it begins and once when it is over', () => {
  const said: string[] = [];
  const at = (level: string) => (_: object, message: string) => void said.push(`${level} ${message}`);
  const log: Log = {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: () => log,
  };
  const { raise, settle } = complaint(log, 'It is away', 'It is back');
  settle();
  for (let round = 0; round < 2; round++) {
    for (let request = 0; request < 2; request++) raise(new Error('away'));
    for (let request = 0; request < 2; request++) settle();
  }
  const round = ['warn It is away', 'debug It is away', 'info It is back'];
  assert.deepEqual(said, [...round, ...round]);
});
