import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countedChannels, keyOf } from './channels.ts';

function listening() {
  const told: string[] = [];
  const socket = {
    subscribe: (channel: { stream: string; tag?: string }) => void told.push(`+${keyOf(channel)}`),
    unsubscribe: (channel: { stream: string; tag?: string }) => void told.push(`-${keyOf(channel)}`),
  };
  return { told, socket };
}

test('two that want the same channel subscribe once, and the last to leave ends it', () => {
  const channels = countedChannels();
  const { told, socket } = listening();
  channels.connect(socket);
  channels.add({ stream: 'public:local' });
  channels.add({ stream: 'public:local' });
  channels.remove({ stream: 'public:local' });
  assert.deepEqual(told, ['+public:local']);
  channels.remove({ stream: 'public:local' });
  channels.remove({ stream: 'public:local' });
  assert.deepEqual(told, ['+public:local', '-public:local']);
});

test('tags are channels of their own', () => {
  const channels = countedChannels();
  const { told, socket } = listening();
  channels.connect(socket);
  channels.add({ stream: 'hashtag', tag: 'rain' });
  channels.add({ stream: 'hashtag', tag: 'snow' });
  channels.remove({ stream: 'hashtag', tag: 'rain' });
  assert.deepEqual(told, ['+hashtag:rain', '+hashtag:snow', '-hashtag:rain']);
});

test('a new connection gets what is wanted at that moment', () => {
  const channels = countedChannels();
  channels.add({ stream: 'public:local' });
  channels.add({ stream: 'hashtag', tag: 'rain' });
  channels.remove({ stream: 'public:local' });
  const { told, socket } = listening();
  channels.connect(socket);
  assert.deepEqual(told, ['+hashtag:rain']);
  channels.connect(null);
  channels.remove({ stream: 'hashtag', tag: 'rain' });
  assert.deepEqual(told, ['+hashtag:rain']);
});
