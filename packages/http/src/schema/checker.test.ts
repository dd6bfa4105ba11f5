import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contracts } from '@fanfare/contracts';
import fc from 'fast-check';
import type { TSchema } from 'typebox';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { checkerOf } from './checker.ts';

const schemas: Record<string, TSchema> = {
  object: Type.Object({ a: Type.Integer(), b: Type.Optional(Type.String()) }),
  bounds: Type.Object({
    a: Type.Integer({ minimum: 1, maximum: 3 }),
    b: Type.String({ minLength: 1, maxLength: 2 }),
  }),
  union: Type.Object({ a: Type.Union([Type.Literal('x'), Type.Null(), Type.Array(Type.Number())]) }),
  tuple: Type.Object({ a: Type.Tuple([Type.Integer(), Type.Boolean()]) }),
  record: Type.Object({ a: Type.Record(Type.String(), Type.Integer()), b: Type.Enum(['x', 'y']) }),
  list: Type.Object({
    a: Type.Array(Type.Union([Type.Object({ b: Type.Integer() }), Type.Null()]), { maxItems: 2 }),
    b: Type.Unknown(),
  }),
};

const leaf = fc.constantFrom<unknown>(null, 0, 1, 2, 9, 0.5, '', 'x', 'y', 'xyz', true, [], {});
const value: fc.Arbitrary<unknown> = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('a', 'b'), leaf),
  fc.array(fc.dictionary(fc.constantFrom('a', 'b'), leaf), { maxLength: 3 }),
);

for (const [name, schema] of Object.entries(schemas)) {
  test(`agrees with the library that made the schema: ${name}`, () => {
    const check = checkerOf(schema);
    fc.assert(
      fc.property(fc.oneof(value, fc.dictionary(fc.constantFrom('a', 'b', 'c'), value)), (given) => {
        assert.equal(check(given) === null, Value.Check(schema, given), JSON.stringify(given));
      }),
      { numRuns: 2000 },
    );
  });
}

test('can check every contract there is', () => {
  for (const contract of Object.values(contracts)) {
    for (const method of Object.values<{ input: TSchema; output: TSchema }>(contract.methods)) {
      assert.doesNotThrow(() => [checkerOf(method.input), checkerOf(method.output)]);
    }
  }
});

test('says where the first misfit is', () => {
  const check = checkerOf(Type.Object({ items: Type.Array(Type.Object({ id: Type.Integer() })) }));
  assert.equal(
    String(check({ items: [{ id: 1 }, { id: '2' }] })),
    '"items[1][id]" must be a whole number in its range',
  );
});

test('members that every object has by birth are missing unless they are its own', () => {
  const check = checkerOf(
    Type.Object({ constructor: Type.Unknown(), toString: Type.Optional(Type.Integer()) }),
  );
  assert.equal(String(check({})), '"constructor" is missing');
  assert.equal(check({ constructor: 1 }), null);
  assert.notEqual(check({ constructor: 1, toString: 'x' }), null);
});
