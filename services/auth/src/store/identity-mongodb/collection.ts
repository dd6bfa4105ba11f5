/** All that is asked of MongoDB: documents found, inserted, changed and removed, each change of one document alone. */
import type { Filter, Sort, UpdateFilter } from 'mongodb';
import { Long } from 'mongodb';
import type { MongoConnection } from './connection.ts';
import type { Stored } from './documents.ts';
import type { CollectionName } from './indexes.ts';

export type Condition = Filter<Stored>;

/** All throw AppError `engine_away`; changes also the engine's own error for a duplicate of a unique member. */
export interface Documents {
  insert(document: Stored): Promise<void>;
  one(condition: Condition): Promise<Stored | null>;
  many(condition: Condition, order: { sort: Sort; skip?: number; limit?: number }): Promise<Stored[]>;
  /** Changes one document. True: there was one. `make`: where there is none, it is made. */
  change(condition: Condition, how: UpdateFilter<Stored>, make?: 'make'): Promise<boolean>;
  /** True: there was one. */
  remove(condition: Condition): Promise<boolean>;
  /** How many. One by one, so an interruption leaves some. */
  removeAll(condition: Condition): Promise<number>;
}

export function documentsIn({ run }: MongoConnection, name: CollectionName): Documents {
  return {
    async insert(document) {
      await run(name, (all) => all.insertOne(exact(document)));
    },
    one: (condition) => run(name, (all) => all.findOne(exact(condition))),
    many: (condition, { sort, skip = 0, limit = 0 }) =>
      run(name, (all) => all.find(exact(condition)).sort(sort).skip(skip).limit(limit).toArray()),
    async change(condition, how, make) {
      const { matchedCount } = await run(name, (all) =>
        all.updateOne(exact(condition), exact(how), { upsert: make === 'make' }),
      );
      return matchedCount > 0;
    },
    async remove(condition) {
      const { deletedCount } = await run(name, (all) => all.deleteOne(exact(condition)));
      return deletedCount > 0;
    },
    async removeAll(condition) {
      const { deletedCount } = await run(name, (all) => all.deleteMany(exact(condition)));
      return deletedCount;
    },
  };
}

const INT32 = 2 ** 31;

/** Whole numbers as whole numbers: the driver would write those above 32 bits as floating point. */
function exact<Value>(value: Value): Value {
  return exactly(value) as Value;
}

function exactly(value: unknown): unknown {
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) >= INT32 ? Long.fromNumber(value) : value;
  if (Array.isArray(value)) return value.map(exactly);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, exactly(one)]));
}
