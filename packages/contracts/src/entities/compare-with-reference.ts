/** Compares a schema with what the API's documentation says of the entity. Used by tests. */

/** A field as `reference/entities.json` has it; nested members are named like `history[][day]`. */
export interface DocumentedField {
  name: string;
  type: string;
  nullable: boolean;
  optional: boolean;
  removed?: boolean;
  enum?: string[];
}

export interface JsonSchema {
  type?: string;
  title?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  enum?: unknown[];
}

export interface Comparison {
  fields: DocumentedField[];
  schema: JsonSchema;
  /** The titles under which we have a documented entity: several where recursion is cut. */
  titlesOf: (documentedEntity: string) => string[];
  /** Enum values of our own, by field name. */
  ownValues: Record<string, string[]>;
}

/** `poll.options[].title` and `history[][day]` to their steps; `[]` is a step into the items. */
function stepsOf(name: string): string[] {
  return (
    name
      .replace(/\[\]$/, '')
      .match(/\[\]|[^[\]]+/g)
      ?.flatMap((step) => (/^[\w.]*$/.test(step) ? step.split('.').filter(Boolean) : [step])) ?? []
  );
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  return schema.anyOf ? schema.anyOf.flatMap(alternatives) : [schema];
}

function find(root: JsonSchema, name: string): { schema: JsonSchema; required: boolean } | undefined {
  let found = { schema: root, required: true };
  for (const step of stepsOf(name)) {
    const parent = alternatives(found.schema).find((each) => each.type !== 'null');
    const child = step === '[]' ? parent?.items : parent?.properties?.[step];
    if (!child) return undefined;
    found = { schema: child, required: step === '[]' || (parent?.required?.includes(step) ?? false) };
  }
  return found;
}

const scalarTypes: Record<string, string[]> = {
  String: ['string'],
  Boolean: ['boolean'],
  Integer: ['integer'],
  Float: ['number'],
  Number: ['number', 'integer'],
  Hash: ['object'],
};

function typeProblem(schema: JsonSchema, type: string, comparison: Comparison): string | undefined {
  const inner = /^Array of (.*)$/.exec(type)?.[1];
  const values = alternatives(schema).filter((each) => each.type !== 'null');
  if (inner) {
    const items = values.length === 1 && values[0]?.type === 'array' ? values[0].items : undefined;
    return items ? typeProblem(items, inner, comparison) : `is no array, documented as ${type}`;
  }
  const scalar = scalarTypes[type.split(' ')[0] ?? ''];
  if (values.length === 0) return `is never anything but null, documented as ${type}`;
  if (scalar) {
    return values.every((each) => scalar.includes(each.type ?? ''))
      ? undefined
      : `has another type than ${type}`;
  }
  const titles = type.split(/, | or /).flatMap(comparison.titlesOf);
  const other = values.find((each) => !titles.includes(each.title ?? ''));
  return other ? `is ${other.title ?? other.type}, documented as ${type}` : undefined;
}

function enumProblems(schema: JsonSchema, documented: string[], own: string[]): string[] {
  const ours = alternatives(schema)
    .flatMap((each) => [each, each.items])
    .flatMap((each) => each?.enum ?? []);
  const known = [...documented, ...own];
  return [
    ...documented.filter((value) => !ours.includes(value)).map((value) => `lacks the value ${value}`),
    ...ours
      .filter((value) => !known.includes(String(value)))
      .map((value) => `has the undocumented value ${value}`),
  ];
}

function fieldProblems(field: DocumentedField, comparison: Comparison): string[] {
  const found = find(comparison.schema, field.name);
  if (!found) return ['is missing'];
  const problems: string[] = [];
  const nullable = alternatives(found.schema).some((each) => each.type === 'null');
  if (!field.optional && !found.required) problems.push('is optional, documented as always present');
  if (field.nullable !== nullable)
    problems.push(
      nullable ? 'may be null, documented as never null' : 'is never null, documented as nullable',
    );
  const type = typeProblem(found.schema, field.type, comparison);
  if (type) problems.push(type);
  if (field.enum)
    problems.push(...enumProblems(found.schema, field.enum, comparison.ownValues[field.name] ?? []));
  return problems;
}

/** What is wrong with the schema, as pairs of field name and complaint. */
export function compare(comparison: Comparison): [field: string, problem: string][] {
  return comparison.fields
    .filter((field) => !field.removed)
    .flatMap((field) =>
      fieldProblems(field, comparison).map((problem): [string, string] => [field.name, problem]),
    );
}

/** Our members that no documented field names; looks into objects that have no name of their own. */
export function undocumented(comparison: Comparison): string[] {
  const documented = new Set(comparison.fields.flatMap((field) => prefixes(stepsOf(field.name))));
  const walk = (schema: JsonSchema, path: string[]): string[] =>
    alternatives(schema).flatMap((each) => [
      ...(each.items && !each.items.title ? walk(each.items, [...path, '[]']) : []),
      ...Object.entries(each.title && path.length > 0 ? {} : (each.properties ?? {})).flatMap(
        ([name, member]) => {
          const here = [...path, name];
          return documented.has(here.join('.')) ? walk(member, here) : [here.join('.')];
        },
      ),
    ]);
  return walk(comparison.schema, []);
}

function prefixes(steps: string[]): string[] {
  return steps.map((_, index) => steps.slice(0, index + 1).join('.'));
}
