import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Type } from 'typebox';
import { checkerOf } from './checker.ts';
import { Problem } from './problem.ts';
import type { Source } from './reader.ts';
import { readerOf } from './reader.ts';
import { refuseUnreadable } from './shape.ts';

const Visibility = Type.Enum(['public', 'private']);
const schema = Type.Object({
  text: Type.Optional(Type.String({ maxLength: 5 })),
  flag: Type.Optional(Type.Boolean()),
  count: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
  share: Type.Optional(Type.Number()),
  kind: Type.Optional(Visibility),
  strict: Type.Optional(refuseUnreadable(Visibility)),
  kinds: Type.Optional(Type.Array(Visibility)),
  ids: Type.Optional(Type.Array(Type.String(), { maxItems: 3 })),
  uris: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String())])),
  gone: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  preset: Type.Integer({ default: 7 }),
  poll: Type.Optional(
    Type.Object({ options: Type.Array(Type.String()), multiple: Type.Optional(Type.Boolean()) }),
  ),
  fields: Type.Optional(Type.Array(Type.Object({ name: Type.String(), value: Type.String() }))),
  any: Type.Optional(Type.Unknown()),
});
const read = readerOf(schema);

const cases: [name: string, given: object, wanted: object, source?: Source][] = [
  ['unknown members are dropped', { other: 1, __proto__: { text: 'x' } }, {}],
  ['texts', { text: 'äöü' }, { text: 'äöü' }],
  ['texts from numbers', { text: 12 }, { text: '12' }],
  ['five characters are five, however long their code', { text: '🎉🎉🎉🎉🎉' }, { text: '🎉🎉🎉🎉🎉' }],
  ['NUL and half characters', { text: 'a\0b\ud800' }, { text: 'ab\ufffd' }],
  ['true', { flag: 'true' }, { flag: true }],
  ['anything is true', { flag: 'False' }, { flag: true }],
  ...['0', 'f', 'F', 'false', 'FALSE', 'off', 'OFF', 0].map((text): [string, object, object] => [
    `${text} is false`,
    { flag: text },
    { flag: false },
  ]),
  ['an empty boolean is absent', { flag: '' }, {}],
  ['whole numbers from digits', { count: '9', share: '0.5' }, { count: 9, share: 0.5 }],
  [
    'unreadable optional members are absent',
    { flag: {}, count: 'x', share: [], kind: 'y', poll: 'z', text: {} },
    {},
  ],
  ['null is absent', { text: null, flag: null, poll: null, ids: null }, {}],
  ['null where null means something', { gone: null }, { gone: null }],
  [
    '"undefined" of a form',
    { text: 'undefined', flag: 'undefined', ids: 'undefined', gone: 'undefined' },
    {},
    'form',
  ],
  ['"undefined" in JSON is a text', { text: 'undef' }, { text: 'undef' }],
  ['a scalar for a list', { ids: '1', kinds: 'public' }, { ids: ['1'], kinds: ['public'] }],
  ['an index-keyed list', { ids: { 10: 'c', 0: 'a', 2: 'b' } }, { ids: ['a', 'b', 'c'] }],
  [
    'an index-keyed list of objects',
    { fields: { 0: { name: 'a', value: 1 } } },
    { fields: [{ name: 'a', value: '1' }] },
  ],
  [
    'unknown values of a list are dropped',
    { kinds: ['public', "['x']", null, 'private'] },
    { kinds: ['public', 'private'] },
  ],
  ['an empty list', { ids: '', kinds: [] }, { ids: [], kinds: [] }],
  ['one or many', { uris: 'a' }, { uris: 'a' }],
  ['one or many, many', { uris: ['a', 'b'] }, { uris: ['a', 'b'] }],
  [
    'nested',
    { poll: { options: ['a', 1], multiple: 'off', x: 1 } },
    { poll: { options: ['a', '1'], multiple: false } },
  ],
  ['out of bounds in a query is absent', { count: '11', text: 'too long' }, {}, 'query'],
  ['anything', { any: { deep: [1] } }, { any: { deep: [1] } }],
];

for (const [name, given, wanted, source] of cases) {
  test(name, () => assert.deepEqual(read(given, source ?? 'json'), { preset: 7, ...wanted }));
}

const refusals: [name: string, given: unknown, sentence: RegExp][] = [
  ['too long', { text: '123456' }, /^"text" is too long \(at most 5 characters\)$/],
  ['out of bounds', { count: 11 }, /^"count" must be at most 10$/],
  ['too many', { ids: ['1', '2', '3', '4'] }, /^"ids" takes at most 3/],
  ['a part of what was asked is missing', { poll: { multiple: true } }, /^"poll\[options\]" is missing$/],
  ['a part of an item is missing', { fields: [{ name: 'a' }] }, /^"fields\[0\]\[value\]" is missing$/],
  [
    'an unreadable value that must not be ignored',
    { strict: 'friends' },
    /^"strict" must be one of public, private$/,
  ],
  ['no object', [1], /^The body must be an object$/],
];

for (const [name, given, sentence] of refusals) {
  test(`refused: ${name}`, () => {
    const problem = read(given, 'json');
    assert.ok(problem instanceof Problem, JSON.stringify(problem));
    assert.match(String(problem), sentence);
  });
}

test('required members are told when missing or wrong', () => {
  const required = readerOf(Type.Object({ id: Type.Integer(), agreed: Type.Boolean() }));
  const sentence = (value: unknown) => String(required(value, 'form'));
  assert.equal(sentence({ agreed: '1' }), '"id" is missing');
  assert.equal(sentence({ id: 'x', agreed: '1' }), '"id" must be a whole number');
  assert.equal(sentence({ id: '1', agreed: '' }), '"agreed" is missing');
  assert.deepEqual(required({ id: '1', agreed: 'on' }, 'form'), { id: 1, agreed: true });
});

test('a refusing member may be marked before or after it was made optional', () => {
  const one = Type.Object({
    a: refuseUnreadable(Type.Optional(Visibility)),
    b: Type.Optional(refuseUnreadable(Visibility)),
  });
  const reader = readerOf(one);
  assert.deepEqual(reader({}, 'json'), {});
  assert.ok(reader({ a: 'x' }, 'json') instanceof Problem);
  assert.ok(reader({ b: 'x' }, 'json') instanceof Problem);
});

test('a list whose items must not be ignored refuses what it cannot read', () => {
  const reader = readerOf(
    Type.Object({ rules: Type.Array(refuseUnreadable(Type.Object({ a: Type.String() }))) }),
  );
  assert.deepEqual(reader({ rules: [{ a: 'x' }] }, 'json'), { rules: [{ a: 'x' }] });
  assert.equal(String(reader({ rules: [{ a: 'x' }, 'y'] }, 'json')), '"rules[1]" must be an object');
});

test('whatever comes in, what comes out fits the schema', () => {
  const fits = checkerOf(schema);
  const members = Object.keys(schema.properties);
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('public', '1', 'true', '', 'undefined', { 0: 'x' }, ['public']),
  );
  const body = fc.dictionary(fc.constantFrom(...members, 'other', '__proto__'), value);
  fc.assert(
    fc.property(body, fc.constantFrom<Source>('json', 'form', 'query'), (given, source) => {
      const result = read(given, source);
      if (!(result instanceof Problem)) assert.equal(fits(result), null);
    }),
    { numRuns: 2000 },
  );
});

test('a schema that nobody can read fails at the start', () => {
  assert.throws(
    () => readerOf(Type.Object({ a: Type.Intersect([Type.String(), Type.Number()]) })),
    TypeError,
  );
});
