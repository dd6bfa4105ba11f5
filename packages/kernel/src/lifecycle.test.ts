import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Part } from './lifecycle.ts';
import { lifecycle } from './lifecycle.ts';

function recorded(events: string[], name: string, fails = false): Part {
  return {
    name,
    async start() {
      events.push(`start ${name}`);
      if (fails) throw new Error(`${name} failed`);
    },
    async stop() {
      events.push(`stop ${name}`);
    },
  };
}

describe('lifecycle', () => {
  it('starts in order and stops in reverse, once', async () => {
    const events: string[] = [];
    const life = lifecycle(() => assert.fail());
    assert.equal(await life.start([recorded(events, 'a'), recorded(events, 'b')]), true);
    assert.equal(life.state, 'running');
    await Promise.all([life.stop(), life.stop()]);
    assert.deepEqual(events, ['start a', 'start b', 'stop b', 'stop a']);
    assert.equal(life.state, 'stopped');
  });

  it('undoes what had started when a part fails', async () => {
    const events: string[] = [];
    const life = lifecycle(() => assert.fail());
    await assert.rejects(
      life.start([recorded(events, 'a'), recorded(events, 'b', true), recorded(events, 'c')]),
      /b failed/,
    );
    assert.deepEqual(events, ['start a', 'start b', 'stop a']);
  });

  it('a stop during the start lets the running step end and undoes it', async () => {
    const events: string[] = [];
    const life = lifecycle(() => assert.fail());
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const slow: Part = {
      ...recorded(events, 'slow'),
      start() {
        reached.resolve();
        return gate.promise;
      },
    };
    const started = life.start([recorded(events, 'a'), slow, recorded(events, 'never')]);
    await reached.promise;
    const stopped = life.stop();
    gate.resolve();
    assert.equal(await started, false);
    await stopped;
    assert.deepEqual(events, ['start a', 'stop slow', 'stop a']);
  });

  it('a stop does not wait for ever for a step that hangs, and undoes it should it end after all', async () => {
    const events: string[] = [];
    const life = lifecycle(() => assert.fail(), 10);
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const undone = Promise.withResolvers<void>();
    const hangs: Part = {
      name: 'hangs',
      start() {
        reached.resolve();
        return gate.promise;
      },
      async stop() {
        events.push('stop hangs');
        undone.resolve();
      },
    };
    const started = life.start([recorded(events, 'a'), hangs, recorded(events, 'never')]);
    await reached.promise;
    await life.stop();
    assert.equal(await started, false);
    assert.equal(life.state, 'stopped');
    assert.deepEqual(events, ['start a', 'stop a']);
    gate.resolve();
    await undone.promise;
    assert.deepEqual(events, ['start a', 'stop a', 'stop hangs']);
  });

  it('a step that fails after it was given up troubles nobody', async () => {
    const life = lifecycle(() => assert.fail(), 10);
    const gate = Promise.withResolvers<void>();
    const started = life.start([{ name: 'hangs', start: () => gate.promise }]);
    await life.stop();
    assert.equal(await started, false);
    gate.reject(new Error('too late'));
  });

  it('goes on stopping when one part cannot', async () => {
    const events: string[] = [];
    const failed: string[] = [];
    const life = lifecycle((part) => failed.push(part));
    const broken: Part = { name: 'broken', stop: () => Promise.reject(new Error('no')) };
    await life.start([recorded(events, 'a'), broken]);
    await life.stop();
    assert.deepEqual(failed, ['broken']);
    assert.deepEqual(events, ['start a', 'stop a']);
  });
});
