/**
 * A statement that is built and compiled once, and later only given other values: building and compiling one with
 * Kysely costs more than SQLite needs to run it.
 */
import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import { markHot } from './hot.ts';

type Value = number | string;
/** What a statement is given: single values, and lists for `in`. */
export type StatementValues = Record<string, Value | readonly Value[]>;

/** Stands in the built statement where a value will be. */
class Slot {
  readonly name: string;
  /** In a list. */
  readonly index: number | null;

  constructor(name: string, index: number | null) {
    this.name = name;
    this.index = index;
  }
}

/** Lists up to this length have statements of their own; longer ones are filled up to the next step. */
const EXACT = 8;
const STEPS = [
  [64, 8],
  [Number.POSITIVE_INFINITY, 64],
] as const;

/**
 * @param build is given stand-ins of the same types and must treat them as opaque: it is called once per dialect and
 *   length of the lists. A list may hold values twice, so it is for `in` only, and is never empty.
 */
export function prepared<Tables, Values extends StatementValues, Row>(
  build: (db: Kysely<Tables>, values: Values) => Compilable<Row>,
): (db: Kysely<Tables>, values: Values) => Promise<Row[]> {
  // One adapter per engine, also where units have a Kysely of their own.
  const known = new WeakMap<object, Map<string, CompiledQuery<Row>>>();

  function compiled(db: Kysely<Tables>, values: Values): CompiledQuery<Row> {
    const { adapter, plugins } = db.getExecutor();
    // What a plugin makes of a statement is its own affair.
    if (plugins.length > 0) return build(db, values).compile();
    let shapes = known.get(adapter);
    if (shapes === undefined) {
      shapes = new Map();
      known.set(adapter, shapes);
    }
    const shape = shapeOf(values);
    let query = shapes.get(shape);
    if (query === undefined) {
      query = build(db, slotsFor(values)).compile();
      markHot(query);
      shapes.set(shape, query);
    }
    return query;
  }

  return async (db, values) => {
    const query = compiled(db, values);
    const parameters = query.parameters.map((one) => (one instanceof Slot ? valueIn(one, values) : one));
    const { rows } = await db.executeQuery<Row>({ ...query, parameters });
    return rows;
  };
}

function shapeOf(values: StatementValues): string {
  let shape = '';
  for (const name in values) {
    const value = values[name];
    if (isList(value)) shape += `${roomFor(value.length)} `;
  }
  return shape;
}

function slotsFor<Values extends StatementValues>(values: Values): Values {
  const slots = Object.entries(values).map(([name, value]) => [
    name,
    isList(value)
      ? Array.from({ length: roomFor(value.length) }, (_, index) => new Slot(name, index))
      : new Slot(name, null),
  ]);
  return Object.fromEntries(slots) as Values;
}

function valueIn({ name, index }: Slot, values: StatementValues): unknown {
  const value = values[name];
  if (!isList(value)) return value;
  // The last one again, where the list is shorter than its room.
  return value[Math.min(index ?? 0, value.length - 1)];
}

function isList(value: StatementValues[string] | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

function roomFor(length: number): number {
  if (length <= EXACT) return length;
  for (const [most, step] of STEPS) if (length <= most) return Math.ceil(length / step) * step;
  return length;
}
