import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Blob } from '../port.ts';

/** One place with nothing in it. */
export interface BlobSetup {
  /** A further client of the same place. */
  open(): Promise<Blob>;
  /** A module that, run by Node with these arguments, calls `putForever` on the same place. */
  putter: { module: string; arguments: string[] };
  /** The engine cannot be used while `during` runs. */
  away(during: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export type BlobFactory = () => Promise<BlobSetup>;

/** Runs a test on two clients of a fresh place. */
export function withTwo(
  factory: BlobFactory,
  run: (first: Blob, second: Blob, setup: BlobSetup) => Promise<void>,
): () => Promise<void> {
  return async () => {
    const setup = await factory();
    try {
      await run(await setup.open(), await setup.open(), setup);
    } finally {
      await setup.close();
    }
  };
}

/** Bytes that follow from the key, so that a half or foreign blob is seen. */
export function bytesOf(key: string, size: number): Buffer {
  return Buffer.alloc(size, createHash('sha256').update(key).digest());
}

export async function readBytes(
  blob: Blob,
  key: string,
  range?: { start: number; end?: number },
): Promise<Buffer | null> {
  const read = await blob.get(key, range);
  return read === null ? null : await buffer(read.stream);
}

export async function keysOf(blob: Blob, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of blob.list(prefix)) keys.push(key);
  return keys.toSorted();
}
