import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomIds, readTraceparent, traceparentOf } from './traceparent.ts';

const trace = '0af7651916cd43dd8448eb211c80319c';
const span = 'b7ad6b7169203331';

test('a traceparent is read and written', () => {
  assert.deepEqual(readTraceparent(`00-${trace}-${span}-01`), {
    traceId: trace,
    spanId: span,
    sampled: true,
  });
  assert.equal(readTraceparent(`00-${trace}-${span}-00`)?.sampled, false);
  assert.equal(traceparentOf({ traceId: trace, spanId: span, sampled: true }), `00-${trace}-${span}-01`);
});

test('what is none is none', () => {
  const texts = [
    '',
    `00-${trace}-${span}`,
    `ff-${trace}-${span}-01`,
    `00-${'0'.repeat(32)}-${span}-01`,
    `00-${trace}-${'0'.repeat(16)}-01`,
    `00-${trace.toUpperCase()}-${span}-01`,
  ];
  for (const text of texts) assert.equal(readTraceparent(text), null, text);
});

test('ids are as long as they must be, and none comes twice', () => {
  const ids = randomIds();
  const seen = new Set<string>();
  for (let index = 0; index < 2_000; index++) {
    assert.match(ids.trace(), /^[0-9a-f]{32}$/);
    const id = ids.span();
    assert.match(id, /^[0-9a-f]{16}$/);
    seen.add(id);
  }
  assert.equal(seen.size, 2_000);
});
