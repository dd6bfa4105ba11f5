/** What a test's network runs on: everything in this process, or processes on real engines. */
import type { Log } from '@fanfare/kernel';
import type { Composition, Contracts } from '@fanfare/server';
import type { DatabaseName } from '@fanfare/sql';

export interface Deployment {
  /** Where clients reach it, without a slash at the end. */
  readonly url: string;
  readonly contracts: Contracts;
  /** Public routes and the internal ones of contracts. */
  readonly routes: Composition['routes'];
  /** With which commands reach it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Rows of the core database, or of notification's. */
  query(sql: string, of?: DatabaseName): Promise<Record<string, unknown>[]>;
  /** Moves everybody's clock on. */
  advance(milliseconds: number): Promise<void>;
  /** Stops everything and starts it on the same data and ports. */
  restart(): Promise<void>;
  /** Ends everything and takes away what it stored. */
  stop(): Promise<void>;
  /** @throws Error where there are several processes */
  composition(): Composition;
}

export interface DeploymentOptions {
  /** As in the environment. */
  settings: Record<string, string>;
  /** Every line that any process logs. */
  log: Log;
}
