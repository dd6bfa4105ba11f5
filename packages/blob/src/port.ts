/** The blob port: files by key. A key is a relative path of safe characters (`a-z A-Z 0-9 _ - . /`). */
export interface Blob {
  /** Durable when it resolves; a blob is never changed. @throws AppError `conflict` when the key exists, `disk_full`, `engine_away` */
  put(key: string, bytes: Uint8Array, options: { type: string }): Promise<void>;
  /** Null: no such blob. `range` in bytes, both inclusive. */
  get(key: string, range?: { start: number; end?: number }): Promise<BlobRead | null>;
  /** Copies under a new key, without reading it through the process where the engine can. @throws not_found */
  copy(from: string, to: string): Promise<void>;
  /** Absent keys are fine. */
  delete(...keys: string[]): Promise<void>;
  /** Keys below a prefix, for the sweeper. */
  list(prefix: string): AsyncIterable<string>;
  health(): Promise<{ ok: boolean; detail?: string }>;
}

export interface BlobRead {
  stream: NodeJS.ReadableStream;
  /** Length of the whole blob in bytes. */
  size: number;
  type: string;
}
