/** Reads an edge list (two integers a line) and a file of texts (one a line). */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../command.ts';

export interface Network {
  /** Numbers of the people, ascending. */
  people: number[];
  /** Each tie once. */
  ties: [number, number][];
  texts: string[];
}

/**
 * @param folder where relative paths begin
 * @throws UsageError that names the file or the line
 */
export async function readNetwork(
  folder: string,
  from: { graph: unknown; posts: unknown; accounts: unknown },
): Promise<Network> {
  if (typeof from.graph !== 'string' || typeof from.posts !== 'string')
    throw new UsageError('--graph and --posts belong together: fanfare seed --graph FILE --posts FILE');
  const most = from.accounts === undefined ? Number.POSITIVE_INFINITY : Number(from.accounts);
  if (!(most >= 1)) throw new UsageError('--accounts must be a whole number above 0');
  const ties = (await lines(folder, from.graph)).map((line, index) => {
    const match = /^(\d+)\s+(\d+)$/.exec(line);
    if (match === null) throw new UsageError(`${from.graph} line ${index + 1} is not two numbers: "${line}"`);
    return [Number(match[1]), Number(match[2])] as [number, number];
  });
  const people = [...new Set(ties.flat())].sort((a, b) => a - b).slice(0, most);
  const known = new Set(people);
  return {
    people,
    ties: ties.filter(([one, other]) => known.has(one) && known.has(other) && one !== other),
    texts: await lines(folder, from.posts),
  };
}

async function lines(folder: string, file: string): Promise<string[]> {
  const text = await readFile(resolve(folder, file), 'utf8').catch((error: unknown) => {
    throw new UsageError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  });
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
