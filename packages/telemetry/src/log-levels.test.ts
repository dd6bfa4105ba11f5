import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from './create-log.ts';
import { logLevels } from './log-levels.ts';

function capture() {
  const lines: string[] = [];
  const levels = logLevels('info');
  const log = createLog({ levels, stream: { write: (line) => void lines.push(JSON.parse(line).message) } });
  return { lines, levels, log, write: log.child({ 'service.name': 'write' }) };
}

test('one service by itself, then all, then back to what was set', () => {
  const { lines, levels, log, write } = capture();
  const deeper = write.child({ 'http.request.id': 'r' });
  levels.change('write', 'debug', null);
  log.debug({}, 'no');
  write.debug({}, 'one');
  deeper.debug({}, 'two');
  levels.change(null, 'error', null);
  log.warn({}, 'no');
  write.debug({}, 'three');
  levels.change('write', null, null);
  write.warn({}, 'no');
  levels.change(null, null, null);
  log.info({}, 'four');
  assert.deepEqual(lines, ['one', 'two', 'three', 'four']);
  assert.deepEqual(levels.state(), { setting: 'info', level: 'info', until: null, services: {} });
});

test('all of it back to what was set is each service too', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000 });
  const { levels } = capture();
  levels.change('write', 'debug', 2_000);
  levels.change('read', 'debug', null);
  levels.change(null, null, null);
  assert.deepEqual(levels.state(), { setting: 'info', level: 'info', until: null, services: {} });
  levels.change('write', 'error', null);
  context.mock.timers.tick(2_000);
  assert.deepEqual(Object.keys(levels.state().services), ['write'], 'nothing of before ends it');
});

test('for a while', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000 });
  const { levels } = capture();
  levels.change(null, 'debug', 5_000);
  levels.change('write', 'error', 2_000);
  assert.deepEqual(levels.state(), {
    ...{ setting: 'info', level: 'debug', until: 6_000 },
    services: { write: { level: 'error', until: 3_000 } },
  });
  context.mock.timers.tick(2_000);
  assert.deepEqual(levels.state().services, {});
  // Said again before its end: the first end does not count any more.
  levels.change(null, 'debug', 10_000);
  context.mock.timers.tick(4_000);
  assert.equal(levels.state().level, 'debug');
  context.mock.timers.tick(6_000);
  assert.equal(levels.state().level, 'info');
});
