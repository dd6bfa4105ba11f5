/** What a schema cannot read at all, as opposed to what it reads and refuses. */
import type { Schema } from './requests.ts';

/** Parts of a query that no schema of this kind can read. */
export function unreadableAs(name: string, { type, enum: values, items }: Schema): string[] {
  const misfit = type === 'array' ? [] : [`${name}[a][b]=c`];
  if (type === 'boolean') return [...misfit, `${name}=`];
  if (type === 'integer' || type === 'number')
    return [...misfit, `${name}=abc`, `${name}=1e999`, `${name}=-1`];
  if (values !== undefined) return [...misfit, `${name}=neither`];
  if (type === 'array')
    return [`${name}[a][b]=c`, ...(items?.enum === undefined ? [] : [`${name}[]=neither`])];
  return name === 'account_id' ? [...misfit, `${name}=abc`, `${name}=-1`] : misfit;
}

/** JSON texts of another kind than is meant; none for a schema that takes anything. */
export function misfitsOf({ type, anyOf, enum: values, 'x-unreadable': refuse }: Schema): string[] {
  const kinds = anyOf?.map((one) => one.type) ?? [type];
  // A list takes a single item, and leaves out what it cannot read.
  if (kinds.includes('array') || kinds.includes(undefined)) return [];
  const misfits = kinds.includes('object') ? ['"text"', '7', '[1]'] : ['{"a":1}', '[{"a":1}]'];
  if (kinds.includes('integer') || kinds.includes('number')) misfits.push('"abc"', '1e400');
  if (values !== undefined) misfits.push('"neither"', '7');
  // To be absent is what these mean.
  return refuse === 'refuse' || kinds.includes('string') ? misfits : [...misfits, 'null', '""'];
}
