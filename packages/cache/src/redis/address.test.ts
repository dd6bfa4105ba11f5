import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StartError } from '@fanfare/kernel';
import { addressName, readServers } from './address.ts';

const read = (url: string) => {
  const { addresses, ...rest } = readServers(url);
  return { ...rest, addresses: addresses.map(addressName) };
};
const plain = { cluster: false, tls: false, username: null, password: null, database: 0 };

test('one host, several hosts, TLS, credentials and a database are read', () => {
  assert.deepEqual(read('redis://localhost'), { ...plain, addresses: ['localhost:6379'] });
  assert.deepEqual(read('redis://localhost:7000/3'), {
    ...plain,
    database: 3,
    addresses: ['localhost:7000'],
  });
  assert.deepEqual(read('rediss://[::1]:7000/'), { ...plain, tls: true, addresses: ['[::1]:7000'] });
  assert.deepEqual(read('redis://a:7000,b,[::1]:7002'), {
    ...plain,
    cluster: true,
    addresses: ['a:7000', 'b:6379', '[::1]:7002'],
  });
  assert.deepEqual(read('redis://cluster.internal,'), {
    ...plain,
    cluster: true,
    addresses: ['cluster.internal:6379'],
  });
  assert.deepEqual(read('redis://:p%40ss,word@a'), {
    ...plain,
    password: 'p@ss,word',
    addresses: ['a:6379'],
  });
  assert.deepEqual(read('redis://me:a:b@a'), {
    ...plain,
    username: 'me',
    password: 'a:b',
    addresses: ['a:6379'],
  });
});

test('what cannot be read stops the start, and no sentence shows a password', () => {
  const wrong = [
    '',
    'localhost:6379',
    'http://localhost',
    'redis://',
    'redis://a:0',
    'redis://a:99999',
    'redis://:secret@a:b',
    'redis://:%secret@a',
    'redis://:secret@a,b/1',
    'redis://a/x',
  ];
  for (const url of wrong) {
    assert.throws(
      () => readServers(url),
      (error) =>
        error instanceof StartError &&
        error.message.startsWith('REDIS_URL ') &&
        !error.message.includes('secret') &&
        !error.message.includes('\n'),
      url,
    );
  }
});
