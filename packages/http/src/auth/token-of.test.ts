import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashToken, tokenOf, tokenOfUpgrade } from './token-of.ts';

test('from the header first, then from the query', () => {
  assert.equal(tokenOf({ headers: { authorization: 'Bearer abc' }, url: '/?access_token=x' }), 'abc');
  assert.equal(tokenOf({ headers: { authorization: 'bearer  abc ' } }), 'abc');
  assert.equal(tokenOf({ headers: {}, url: '/api/v1/streaming?stream=user&access_token=x-1' }), 'x-1');
  assert.equal(tokenOf({ headers: { authorization: 'Basic abc' }, url: '/?access_token=' }), null);
  assert.equal(tokenOf({ headers: {}, url: '/' }), null);
});

test('a handshake carries it as the subprotocol, which is repeated', () => {
  assert.deepEqual(tokenOfUpgrade({ headers: { 'sec-websocket-protocol': 'abc' }, url: '/' }), {
    token: 'abc',
    protocol: 'abc',
  });
  assert.deepEqual(tokenOfUpgrade({ headers: {}, url: '/?access_token=x' }), { token: 'x', protocol: null });
  assert.deepEqual(tokenOfUpgrade({ headers: {}, url: '/' }), { token: null, protocol: null });
});

test('only the hash is kept', () => {
  assert.equal(hashToken('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
