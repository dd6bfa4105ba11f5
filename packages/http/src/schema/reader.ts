/**
 * Reads what clients send by the route's schema: JSON, form, multipart and query carry the same
 * parameters in different clothes. The rules are those of the API's documents and of real clients:
 * optional members that cannot be read count as absent, unknown ones are dropped, a scalar stands for
 * a list of one, an object with digits as names for a list, null for absent.
 */
import type { TSchema } from 'typebox';
import { inside, isRecord, own, Problem } from './problem.ts';
import { readBoolean, readNumber, readString, readValue } from './read-scalar.ts';
import type { Member, Shape } from './shape.ts';
import { acceptsNull, shapeOf } from './shape.ts';

/** In a form the text "undefined" is what a client library writes for a value it does not have. */
export type Source = 'json' | 'form' | 'query';
/** Answers the value to use, or a Problem. */
export type Reader = (value: unknown, source: Source, at?: string) => unknown;

export function readerOf(schema: TSchema): Reader {
  const shape = shapeOf(schema);
  switch (shape.kind) {
    case 'any':
      return (value) => value;
    case 'null':
      return (value, _source, at = '') => (value === null ? null : new Problem(at, 'must be null'));
    case 'boolean':
      return (value, _source, at = '') => readBoolean(value, at);
    case 'number':
      return (value, _source, at = '') => readNumber(shape, value, at);
    case 'string':
      return (value, _source, at = '') => readString(shape, value, at);
    case 'values':
      return (value, _source, at = '') => readValue(shape, value, at);
    case 'union':
      return unionReader(shape.of.map(readerOf));
    case 'array':
      return arrayReader(shape);
    case 'tuple':
      return tupleReader(shape.items.map(readerOf));
    case 'record':
      return recordReader(readerOf(shape.values), shape.keys);
    case 'object':
      return objectReader(shape.members);
  }
}

/** The first branch that can read it; a branch that understood it but refuses it gives the reason. */
function unionReader(branches: readonly Reader[]): Reader {
  return (value, source, at = '') => {
    let problem: Problem | undefined;
    for (const branch of branches) {
      const result = branch(value, source, at);
      if (!(result instanceof Problem)) return result;
      if (problem === undefined || (result.hard && !problem.hard)) problem = result;
    }
    return problem;
  };
}

function arrayReader(shape: Extract<Shape, { kind: 'array' }>): Reader {
  const item = readerOf(shape.items);
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = shape;
  return (value, source, at = '') => {
    const items: unknown[] = [];
    for (const [index, raw] of listed(value).entries()) {
      const result = item(raw, source, inside(at, index));
      if (!(result instanceof Problem)) items.push(result);
      else if (result.hard || shape.refuse) return result.hardened();
    }
    if (items.length < minItems) return new Problem(at, `needs at least ${minItems} of them`, true);
    if (items.length > maxItems) return new Problem(at, `takes at most ${maxItems} of them`, true);
    return items;
  };
}

function tupleReader(readers: readonly Reader[]): Reader {
  return (value, source, at = '') => {
    const values = listed(value);
    if (values.length !== readers.length) return new Problem(at, `must be a list of ${readers.length}`);
    const read = readers.map((reader, index) => reader(values[index], source, inside(at, index)));
    return read.find((result) => result instanceof Problem) ?? read;
  };
}

function listed(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (value === '' || value === null || value === undefined) return [];
  if (!isRecord(value)) return [value];
  const names = Object.keys(value);
  if (names.length === 0 || !names.every((name) => /^[0-9]{1,9}$/.test(name))) return [value];
  return names.sort((one, other) => Number(one) - Number(other)).map((name) => value[name]);
}

function recordReader(values: Reader, keys: RegExp | undefined): Reader {
  return (value, source, at = '') => {
    if (!isRecord(value)) return new Problem(at, 'must be an object');
    const read: Record<string, unknown> = {};
    for (const [name, raw] of Object.entries(value)) {
      if (name === '__proto__' || keys?.test(name) === false) continue;
      const result = values(raw, source, inside(at, name));
      if (!(result instanceof Problem)) read[name] = result;
      else if (result.hard) return result;
    }
    return read;
  };
}

type MemberReader = (raw: unknown, source: Source, at: string) => unknown;

function objectReader(members: readonly Member[]): Reader {
  const readers = members.map((member) => [member.name, memberReader(member)] as const);
  return (value, source, at = '') => {
    if (!isRecord(value)) return new Problem(at, 'must be an object');
    const read: Record<string, unknown> = {};
    for (const [name, reader] of readers) {
      const result = reader(own(value, name), source, inside(at, name));
      if (result instanceof Problem) return result;
      if (result !== undefined) read[name] = result;
    }
    return read;
  };
}

/** Undefined: absent. */
function memberReader(member: Member): MemberReader {
  const reader = readerOf(member.schema);
  const nullable = acceptsNull(member.schema);
  const boolean = shapeOf(member.schema).kind === 'boolean';
  const absent = () =>
    typeof member.default === 'object' ? structuredClone(member.default) : member.default;
  return (raw, source, at) => {
    const missing =
      raw === undefined ||
      (raw === null && !nullable) ||
      (raw === '' && boolean) ||
      (raw === 'undefined' && source === 'form' && member.optional);
    if (missing) return member.optional ? absent() : new Problem(at, 'is missing', true);
    const result = reader(raw, source, at);
    if (!(result instanceof Problem)) return result;
    if (!member.optional || member.refuse) return result.hardened();
    return result.hard && source !== 'query' ? result : absent();
  };
}
