import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAppError } from '@fanfare/kernel';
import fc from 'fast-check';
import { parseUrlEncoded } from './brackets.ts';

const cases: [name: string, text: string, wanted: unknown][] = [
  ['nothing', '', {}],
  ['plain', 'a=1&b=x+y%26', { a: '1', b: 'x y&' }],
  ['the last one wins', 'a=1&a=2', { a: '2' }],
  ['a list', 'a[]=1&a%5B%5D=2', { a: ['1', '2'] }],
  ['an object', 'a[b]=1&a[c]=2', { a: { b: '1', c: '2' } }],
  ['a list in an object', 'a[b][]=1&a[b][]=2', { a: { b: ['1', '2'] } }],
  ['by index', 'a[0][n]=1&a[0][v]=2&a[1][n]=3', { a: { 0: { n: '1', v: '2' }, 1: { n: '3' } } }],
  [
    'a list of objects: a repeated name begins the next',
    'a[][i]=1&a[][d]=x&a[][i]=2',
    { a: [{ i: '1', d: 'x' }, { i: '2' }] },
  ],
  [
    'objects in a list of objects',
    'a[][b][c]=1&a[][b][d]=2&a[][b][c]=3',
    { a: [{ b: { c: '1', d: '2' } }, { b: { c: '3' } }] },
  ],
  ['names that are no brackets', 'a[b=1&[c]=2&]=3', { 'a[b': '1', '[c]': '2', ']': '3' }],
  ['used in two ways', 'a=1&a[b]=2&c[]=1&c[d]=2', { a: '1', c: ['1'] }],
  ['prototypes', '__proto__[x]=1&a[__proto__][x]=1&constructor[prototype][x]=1&b=2', { b: '2' }],
  ['too deep', `a${'[b]'.repeat(20)}=1&c=2`, { c: '2' }],
];

for (const [name, text, wanted] of cases) {
  test(name, () => assert.deepEqual(parseUrlEncoded(text), wanted));
}

test('more parameters than any client sends', () => {
  assert.throws(
    () => parseUrlEncoded('a[]=1&'.repeat(1001)),
    (error) => isAppError(error, 'bad_request'),
  );
});

test('no text breaks it or reaches a prototype', () => {
  const part = fc.constantFrom(
    'a',
    '[',
    ']',
    '[]',
    '[b]',
    '[0]',
    '__proto__',
    'constructor',
    '=',
    '&',
    '%',
    '%5B',
    '1',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      parseUrlEncoded(parts.join(''));
      assert.deepEqual(Object.keys(Object.prototype), []);
      assert.equal(Object.hasOwn({}.constructor, 'a'), false);
    }),
    { numRuns: 500 },
  );
});
