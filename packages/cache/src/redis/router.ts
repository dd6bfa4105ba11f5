/** Where a key is: on the one server, or on one of a cluster. */
import type { Connection } from './connection.ts';
import type { Link } from './link.ts';

/**
 * Who answers, and in a cluster who serves what, is asked this often, in ms. It also finds a server that hangs: nobody
 * listens to it any more this long and a deadline later, which is before a replica can have taken its place (a cluster's
 * node timeout and half a second). One that goes on after that cannot acknowledge anything that is lost with it.
 */
export const LOOK_EVERY = 500;

/** Something that has a connection, or says why not. */
export interface Target {
  readonly name: string;
  /** @throws AppError `engine_away` at once */
  reach(): Connection;
}

export interface Router {
  readonly cluster: boolean;
  /**
   * Works on the server that holds the key. A server that holds it no longer says so before it does anything; then
   * the work is done again elsewhere. The first thing that `work` does is to send its command.
   * @throws AppError `engine_away` within the deadline, TypeError for a key of another kind
   */
  at<T>(key: string, work: (connection: Connection) => Promise<T>): Promise<T>;
  /** The keys by the server that holds them. */
  byServer(keys: readonly string[]): Map<Target, string[]>;
  /** The keys by what one command may name together. */
  together(keys: readonly string[]): string[][];
  /** Looks now who serves what. */
  refresh(): Promise<void>;
  /** The server whose subscribers hear a channel; null: nobody serves it now. */
  speaker(channel: string): Link | null;
  /** Called after each change of who serves what, and at least each second. */
  onLook(listener: () => void): void;
  /** Names all memories behind together. @throws AppError `engine_away` when none was ever reached or all are away */
  run(): string;
  health(): Promise<{ ok: boolean; detail: string }>;
  close(): Promise<void>;
}
