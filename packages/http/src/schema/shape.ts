/** A TypeBox schema as one of the few shapes that requests and contracts are made of. */
import type { TSchema } from 'typebox';

export interface Member {
  name: string;
  schema: TSchema;
  optional: boolean;
  /** Undefined: there is none. */
  default: unknown;
  /** `refuse`: what cannot be read is a 422 although the member is optional. */
  refuse: boolean;
}

export type Shape =
  | { kind: 'any' }
  | { kind: 'null' }
  | { kind: 'boolean' }
  | { kind: 'number'; integer: boolean; minimum?: number; maximum?: number }
  | { kind: 'string'; minLength?: number; maxLength?: number; pattern?: RegExp; format?: string }
  | { kind: 'values'; values: readonly unknown[] }
  | { kind: 'union'; of: readonly TSchema[] }
  | { kind: 'array'; items: TSchema; refuse: boolean; minItems?: number; maxItems?: number }
  | { kind: 'tuple'; items: readonly TSchema[] }
  | { kind: 'record'; values: TSchema; keys?: RegExp }
  | { kind: 'object'; members: readonly Member[] };

type Keywords = Record<string, unknown>;

/** @throws TypeError for a schema that nobody here can read; it shows at the start, not at a request */
export function shapeOf(schema: TSchema): Shape {
  const of = schema as unknown as Keywords;
  if ('const' in of) return { kind: 'values', values: [of.const] };
  if (Array.isArray(of.enum)) return { kind: 'values', values: of.enum };
  if (Array.isArray(of.anyOf)) return { kind: 'union', of: of.anyOf as TSchema[] };
  switch (of.type) {
    case 'null':
      return { kind: 'null' };
    case 'boolean':
      return { kind: 'boolean' };
    case 'integer':
    case 'number':
      return {
        kind: 'number',
        integer: of.type === 'integer',
        minimum: numberOf(of.minimum),
        maximum: numberOf(of.maximum),
      };
    case 'string':
      return {
        kind: 'string',
        minLength: numberOf(of.minLength),
        maxLength: numberOf(of.maxLength),
        pattern: typeof of.pattern === 'string' ? new RegExp(of.pattern, 'u') : undefined,
        format: typeof of.format === 'string' ? of.format : undefined,
      };
    case 'array':
      if (Array.isArray(of.items)) return { kind: 'tuple', items: of.items as TSchema[] };
      return {
        kind: 'array',
        items: (of.items ?? {}) as TSchema,
        refuse: (of.items as Keywords | undefined)?.['x-unreadable'] === 'refuse',
        minItems: numberOf(of.minItems),
        maxItems: numberOf(of.maxItems),
      };
    case 'object':
      return objectShape(of);
    case undefined:
      if (['allOf', 'not', '$ref', 'if'].every((keyword) => !(keyword in of))) return { kind: 'any' };
  }
  throw new TypeError(`No reader for the schema ${JSON.stringify(schema)}`);
}

function objectShape(of: Keywords): Shape {
  const patterns = Object.entries((of.patternProperties ?? {}) as Record<string, TSchema>)[0];
  if (patterns !== undefined)
    return { kind: 'record', keys: new RegExp(patterns[0], 'u'), values: patterns[1] };
  if (of.properties === undefined) return { kind: 'record', values: {} as TSchema };
  const required = (of.required ?? []) as string[];
  const members = Object.entries(of.properties as Record<string, TSchema>).map(([name, schema]) => {
    const keywords = schema as unknown as Keywords;
    const preset = keywords.default;
    const optional = !required.includes(name) || preset !== undefined;
    return { name, schema, optional, default: preset, refuse: keywords['x-unreadable'] === 'refuse' };
  });
  return { kind: 'object', members };
}

export function acceptsNull(schema: TSchema): boolean {
  const shape = shapeOf(schema);
  if (shape.kind === 'union') return shape.of.some(acceptsNull);
  return (
    shape.kind === 'any' || shape.kind === 'null' || (shape.kind === 'values' && shape.values.includes(null))
  );
}

/**
 * An optional member, or an item of a list, whose unreadable value is refused with 422 instead of ignored: where
 * ignoring it would do something else than was asked (an unknown visibility must not become a public post).
 */
export function refuseUnreadable<Schema extends TSchema>(schema: Schema): Schema {
  // With its hidden members, by which the library knows an optional schema.
  const copy = Object.create(
    Object.getPrototypeOf(schema),
    Object.getOwnPropertyDescriptors(schema),
  ) as Schema;
  return Object.assign(copy, { 'x-unreadable': 'refuse' });
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
