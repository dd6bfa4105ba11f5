/**
 * How a row of the port is a document: its key is `_id`, and what is null is not in it, because a unique index that is
 * sparse passes over what a document lacks, but not over null.
 */
import type { UpdateFilter } from 'mongodb';

export interface Stored {
  _id: string;
  [member: string]: unknown;
}

export interface Shape<Row> {
  write(row: Row): Stored;
  read(document: Stored): Row;
}

/**
 * @param key the member that names the row
 * @param nullable those that may be absent
 */
export function shape<Row extends object>(
  key: keyof Row & string,
  nullable: readonly (keyof Row & string)[] = [],
): Shape<Row> {
  const nulls = Object.fromEntries(nullable.map((name) => [name, null]));
  return {
    write(row) {
      const { [key]: id, ...rest } = row as Record<string, unknown>;
      return { _id: String(id), ...present(rest) };
    },
    read({ _id, ...rest }) {
      return { ...nulls, ...rest, [key]: _id } as Row;
    },
  };
}

/** Members that become null leave the document. */
export function changed(change: object): UpdateFilter<Stored> {
  const absent = Object.entries(change).filter(([, value]) => value === null);
  const set = present(change);
  return {
    ...(Object.keys(set).length === 0 ? {} : { $set: set }),
    ...(absent.length === 0 ? {} : { $unset: Object.fromEntries(absent.map(([name]) => [name, ''])) }),
  };
}

function present(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}
