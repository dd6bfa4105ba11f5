/** Many askers of single things in one moment, one request. */

interface Waiting<T> {
  id: string;
  resolve(value: T | undefined): void;
  reject(error: unknown): void;
}

/**
 * @param most how many ids one request takes
 * @param load answers what it found, by id
 * @returns asks for one; undefined: there is none
 */
export function batched<T>(
  most: number,
  load: (ids: string[]) => Promise<ReadonlyMap<string, T>>,
): (id: string) => Promise<T | undefined> {
  let waiting: Waiting<T>[] = [];

  async function send(batch: Waiting<T>[]): Promise<void> {
    try {
      const found = await load([...new Set(batch.map(({ id }) => id))]);
      for (const { id, resolve } of batch) resolve(found.get(id));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  function flush(): void {
    const all = waiting;
    waiting = [];
    for (let from = 0; from < all.length; from += most) void send(all.slice(from, from + most));
  }

  return (id) =>
    new Promise((resolve, reject) => {
      // Rows of one list mount in one task: the request goes out after it.
      if (waiting.length === 0) setTimeout(flush, 0);
      waiting.push({ id, resolve, reject });
    });
}
