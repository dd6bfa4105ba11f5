import assert from 'node:assert/strict';
import { it, mock } from 'node:test';
import { AppError } from './errors.ts';
import type { Log } from './log.ts';
import { silentLog } from './log.ts';
import { periodic } from './periodic.ts';

it('periodic work runs one round at a time, survives a failure, and stop waits for the round in hand', async (t) => {
  mock.timers.enable({ apis: ['setInterval'] });
  t.after(() => mock.timers.reset());
  const rounds: PromiseWithResolvers<void>[] = [];
  const errors: object[] = [];
  const log = { ...silentLog, error: (fields: object) => errors.push(fields) };
  const part = periodic('test', 10, { ...log, child: () => silentLog }, () => {
    const round = Promise.withResolvers<void>();
    rounds.push(round);
    return round.promise;
  });
  await part.start();
  mock.timers.tick(30);
  assert.equal(rounds.length, 1, 'a second round began beside the first');
  rounds[0]?.reject(new Error('no'));
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(errors.length, 1);
  mock.timers.tick(10);
  assert.equal(rounds.length, 2);
  let stopped = false;
  const stopping = part.stop().then(() => {
    stopped = true;
  });
  await Promise.resolve();
  assert.equal(stopped, false);
  rounds[1]?.resolve();
  await stopping;
});

it('of failures in a row the first is logged, and that they are over', async (t) => {
  mock.timers.enable({ apis: ['setInterval'] });
  t.after(() => mock.timers.reset());
  const said: string[] = [];
  const log: Log = {
    ...{ debug: () => {}, info: () => said.push('info'), warn: () => said.push('warn') },
    ...{ error: () => said.push('error'), child: () => log },
  };
  let failure: unknown = new AppError('engine_away');
  const part = periodic('test', 10, log, () => {
    if (failure !== null) throw failure;
  });
  await part.start();
  async function round() {
    mock.timers.tick(10);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await round();
  await round();
  assert.deepEqual(said.splice(0), ['warn']);
  failure = null;
  await round();
  await round();
  assert.deepEqual(said.splice(0), ['info']);
  failure = new Error('no');
  await round();
  assert.deepEqual(said, ['error']);
  await part.stop();
});
