/** The cache port: memory or Redis. Whatever is in here can be lost at any moment without losing anything. */

/**
 * All methods throw AppError `engine_away` when the server cannot be reached; none waits longer than its deadline.
 * Every `ttl` is in ms; what has none left is as good as absent. A key holds one kind: a text, a list or a set.
 */
export interface Cache {
  /**
   * Names the memory behind, all of it: changes when any part came back empty or older (restart, failover). A part that
   * is away counts as what it was. A list says with each read which memory answered; that is what its mark is held to.
   */
  runId(): Promise<string>;

  get(key: string): Promise<string | null>;
  /** In one round trip; keys that must lie together share a `{tag}`. */
  getMany(keys: readonly string[]): Promise<(string | null)[]>;
  /** False when `ifAbsent` was asked and the key exists. */
  set(key: string, value: string, options: { ttl: number; ifAbsent?: boolean }): Promise<boolean>;
  delete(...keys: string[]): Promise<void>;
  /** Adds an integer and returns the sum; the key is made with `ttl` (ms) and keeps its expiry. */
  increment(key: string, by: number, ttl: number): Promise<number>;

  readonly lists: SortedLists;
  readonly sets: Sets;

  /** To every process, in order per sender, at most once: a hint, never the truth. */
  publish(channel: string, message: string): Promise<void>;
  /** The listener is called later, never inside `publish`; what it throws reaches nobody else. Resolves once listening. */
  subscribe(channel: string, listener: (message: string) => void): Promise<() => Promise<void>>;

  health(): Promise<{ ok: boolean; detail?: string }>;
  close(): Promise<void>;
}

/** Bounded lists of ids (positive safe integers), highest kept, each with a mark (a text at score 0 that trimming spares). */
export interface SortedLists {
  /**
   * Adds one id to many lists in pipelines, idempotently, and trims each to its `max` highest ids.
   * An absent list is made without a mark and gets `ttl` (ms); an existing one keeps its expiry.
   */
  push(keys: readonly string[], id: number, options: { max: number; ttl: number }): Promise<void>;
  /** Unions ids into the list, trims, replaces the mark and sets the expiry, in one atomic step. */
  build(
    key: string,
    ids: readonly number[],
    mark: string,
    options: { max: number; ttl: number },
  ): Promise<void>;
  /** Up to `limit` ids between the exclusive bounds; `newest` first or `oldest` first. */
  read(
    key: string,
    range: { below: number | null; above: number | null; limit: number; order: 'newest' | 'oldest' },
  ): Promise<ListRead>;
  /** Sets the expiry of an existing list. */
  touch(key: string, ttl: number): Promise<void>;
  drop(keys: readonly string[]): Promise<void>;
}

export interface ListRead {
  /** Null: never built, or lost. */
  mark: string | null;
  ids: number[];
  /** Lowest id kept and how many are kept, without the mark (null and 0 when empty). */
  lowest: number | null;
  size: number;
  /**
   * Names the memory that answered: that of the server which holds this list. A mark that was made with another one is
   * not to be believed, since pushes may be lost. Whoever builds the list after this read marks it with this run.
   */
  run: string;
}

/** Cached sets: filled whole from the truth, so an empty one is an answer and an absent one is not. */
export interface Sets {
  /** Joins the members to the set, which is made if absent (also without any member), and sets its expiry anew. */
  add(key: string, members: readonly string[], options: { ttl: number }): Promise<void>;
  /** Taking the last member leaves an empty set; an absent set stays absent. */
  remove(key: string, members: readonly string[]): Promise<void>;
  /** Null: the set is not cached (never made, expired or lost). */
  members(key: string): Promise<string[] | null>;
}
