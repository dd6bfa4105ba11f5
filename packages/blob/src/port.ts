import type { Readable } from 'node:stream';

/**
 * The blob port: files by key. A key is a relative path of safe characters (`a-z A-Z 0-9 _ - . /`), at most
 * 512, whose parts are not empty and do not begin with a dot; no key is a folder of another. A key that is
 * none gives a TypeError: keys are made by the program, never taken from a request unchecked (`isBlobKey`).
 */
export interface Blob {
  /** Durable when it resolves; a blob is never changed. @throws AppError `conflict` when the key exists, `disk_full`, `engine_away` */
  put(key: string, bytes: Uint8Array, options: { type: string }): Promise<void>;
  /** Null: no such blob. `range` in bytes, both inclusive; what lies beyond the end is left out. */
  get(key: string, range?: { start: number; end?: number }): Promise<BlobRead | null>;
  /** Copies under a new key, without reading it through the process where the engine can. Durable when it resolves. @throws AppError `not_found`, `conflict` */
  copy(from: string, to: string): Promise<void>;
  /** Absent keys are fine. */
  delete(...keys: string[]): Promise<void>;
  /** The keys that begin with a prefix, in no promised order, for the sweeper; also clears away what a crash left behind. */
  list(prefix: string): AsyncIterable<string>;
  health(): Promise<{ ok: boolean; detail?: string }>;
}

export interface BlobRead {
  /** Must be read to its end or destroyed: it holds a file or a connection. */
  stream: Readable;
  /** Length of the whole blob in bytes. */
  size: number;
  type: string;
}

/** Whether a text can be the key of a blob. */
export function isBlobKey(text: string): boolean {
  return (
    text.length <= 512 &&
    /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,199})*$/.test(text)
  );
}
