import assert from 'node:assert/strict';
import { it } from 'node:test';
import { signal } from './signal.ts';

it('everybody who listens hears each time, in the order in which they came', () => {
  const heard: string[] = [];
  const one = signal();
  one.raise();
  one.on(() => heard.push('first'));
  one.on(() => heard.push('second'));
  one.raise();
  one.raise();
  assert.deepEqual(heard, ['first', 'second', 'first', 'second']);
});
