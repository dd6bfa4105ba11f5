import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holding } from './holding.ts';
import type { SpanData } from './live-span.ts';

function span(traceId: string, name: string, failed = false): SpanData {
  const kind = 'internal' as const;
  return {
    ...{ traceId, name, failed, kind, service: 'x', spanId: name, parentId: null },
    ...{ start: 0, end: 0, attributes: {} },
  };
}

function world() {
  const sent: string[] = [];
  const held = holding((spans) => void sent.push(...spans.map(({ name }) => name)));
  const run = (of: SpanData, slow = false) => {
    held.began(of.traceId);
    held.ended(of, slow);
  };
  return { sent, held, run };
}

test('nothing is sent of what went well and fast', () => {
  const { sent, held, run } = world();
  run(span('a', 'one'));
  held.add(span('a', 'two'));
  assert.deepEqual(sent, []);
  assert.equal(held.kept('a'), false);
});

test('a failure inside sends the whole once the last open span has ended', () => {
  const { sent, held } = world();
  held.began('a');
  held.began('a');
  held.ended(span('a', 'inner', true), false);
  assert.deepEqual(sent, []);
  held.ended(span('a', 'root'), false);
  assert.deepEqual(sent, ['inner', 'root']);
  assert.ok(held.kept('a'));
});

test('what took long is sent, and what follows in its trace', () => {
  const { sent, held, run } = world();
  run(span('a', 'root'), true);
  held.add(span('a', 'later'));
  run(span('b', 'other'));
  assert.deepEqual(sent, ['root', 'later']);
});

test('a failure that comes later brings back what was before it', () => {
  const { sent, run } = world();
  run(span('a', 'request'));
  run(span('b', 'another request'));
  run(span('a', 'consumer', true));
  assert.deepEqual(sent, ['request', 'consumer']);
});

test('while something runs, what comes and goes meanwhile takes none of its spans', () => {
  const { sent, held, run } = world();
  held.began('slow');
  for (let index = 0; index < 10; index++) held.add(span('slow', `inner ${index}`));
  for (let index = 0; index < 900; index++) {
    held.began(`quick ${index}`);
    for (let inner = 0; inner < 10; inner++) held.add(span(`quick ${index}`, 'inner'));
    held.ended(span(`quick ${index}`, 'root'), false);
  }
  run(span('quick 0', 'failed', true));
  assert.deepEqual(sent.splice(0), ['failed'], 'of what is over the oldest was forgotten');
  held.ended(span('slow', 'root'), true);
  assert.equal(sent.length, 11);
});

test('what never ends is forgotten in the end, and so is what is old', () => {
  const { sent, held, run } = world();
  run(span('old', 'old'));
  for (let index = 0; index < 20_000; index++) held.began(`open ${index}`);
  run(span('old', 'failed', true));
  assert.deepEqual(sent, ['failed']);
});
