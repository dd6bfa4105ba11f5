/** The strict check of a contract's values: no coercion, the first misfit is told with its place. */
import type { TSchema } from 'typebox';
import { inside, isRecord, own, Problem } from './problem.ts';
import type { Shape } from './shape.ts';
import { acceptsNull, shapeOf } from './shape.ts';

/** Null: it fits. Unknown members are let through. */
export type Checker = (value: unknown, at?: string) => Problem | null;

/** Made of closures: no code is generated, so a process that just started does not wait for it. */
export function checkerOf(schema: TSchema): Checker {
  const shape = shapeOf(schema);
  switch (shape.kind) {
    case 'any':
      return () => null;
    case 'null':
      return test((value) => value === null, 'must be null');
    case 'boolean':
      return test((value) => typeof value === 'boolean', 'must be true or false');
    case 'number':
      return numberChecker(shape);
    case 'string':
      return stringChecker(shape);
    case 'values':
      return test(
        (value) => shape.values.includes(value),
        `must be one of ${shape.values.map(String).join(', ')}`,
      );
    case 'union': {
      const check = unionChecker(shape.of.map(checkerOf));
      // Half of all members may be null, and asking the other branches first would make a Problem each time.
      return acceptsNull(schema) ? (value, at) => (value === null ? null : check(value, at)) : check;
    }
    case 'array':
      return arrayChecker(shape);
    case 'tuple': {
      const items = shape.items.map(checkerOf);
      return (value, at = '') =>
        Array.isArray(value) && value.length === items.length
          ? first(items, (item, index) => item(value[index], inside(at, index)))
          : new Problem(at, `must be a list of ${items.length}`);
    }
    case 'record': {
      const values = checkerOf(shape.values);
      return (value, at = '') =>
        isRecord(value)
          ? first(Object.entries(value), ([name, of]) =>
              shape.keys?.test(name) === false ? null : values(of, inside(at, name)),
            )
          : new Problem(at, 'must be an object');
    }
    case 'object':
      return objectChecker(shape);
  }
}

function objectChecker(shape: Extract<Shape, { kind: 'object' }>): Checker {
  const members = shape.members.map(({ name, schema: of, optional }) => ({
    name,
    optional,
    check: checkerOf(of),
    // Only these names could find something that is not the value's own.
    inherited: name in Object.prototype,
  }));
  return (value, at = '') => {
    if (!isRecord(value)) return new Problem(at, 'must be an object');
    for (const { name, optional, check, inherited } of members) {
      const of = inherited ? own(value, name) : value[name];
      if (of === undefined) {
        if (optional) continue;
        return new Problem(inside(at, name), 'is missing');
      }
      // The path is only built when there is something to tell.
      if (check(of, '') !== null) return check(of, inside(at, name));
    }
    return null;
  };
}

function test(fits: (value: unknown) => boolean, why: string): Checker {
  return (value, at = '') => (fits(value) ? null : new Problem(at, why));
}

function first<Item>(
  items: readonly Item[],
  check: (item: Item, index: number) => Problem | null,
): Problem | null {
  for (let index = 0; index < items.length; index++) {
    const problem = check(items[index] as Item, index);
    if (problem !== null) return problem;
  }
  return null;
}

function numberChecker(shape: Extract<Shape, { kind: 'number' }>): Checker {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = shape;
  const whole = shape.integer ? Number.isInteger : Number.isFinite;
  return test(
    (value) => whole(value) && (value as number) >= minimum && (value as number) <= maximum,
    `must be ${shape.integer ? 'a whole number' : 'a number'} in its range`,
  );
}

function stringChecker(shape: Extract<Shape, { kind: 'string' }>): Checker {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = shape;
  if (minLength === 0 && maxLength === Number.POSITIVE_INFINITY && pattern === undefined)
    return test((value) => typeof value === 'string', 'must be a text of the right form');
  return test(
    (value) =>
      typeof value === 'string' &&
      value.length >= minLength &&
      (value.length <= maxLength || [...value].length <= maxLength) &&
      (pattern === undefined || pattern.test(value)),
    'must be a text of the right form',
  );
}

function arrayChecker(shape: Extract<Shape, { kind: 'array' }>): Checker {
  const item = checkerOf(shape.items);
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = shape;
  return (value, at = '') => {
    if (!Array.isArray(value) || value.length < minItems || value.length > maxItems) {
      return new Problem(at, 'must be a list of the right length');
    }
    return first(value, (of, index) => (item(of, '') === null ? null : item(of, inside(at, index))));
  };
}

function unionChecker(branches: readonly Checker[]): Checker {
  return (value, at = '') => {
    let problem: Problem | null = null;
    for (const branch of branches) {
      const result = branch(value, at);
      if (result === null) return null;
      // The branch that got furthest says best what is wrong.
      if (problem === null || result.at.length > problem.at.length) problem = result;
    }
    return problem;
  };
}
