/** What scenarios are given and what they answer. */
import type { World } from '../world.ts';
import type { Load } from './load.ts';
import type { Server } from './server.ts';

export interface Bench {
  folder: string;
  server: Server;
  world: World;
  load: Load;
}

export interface Measure {
  name: string;
  value: number;
  /** Ratios and plain numbers have none. */
  unit: '' | 'ms' | 's' | 'MiB' | 'us';
  /** Of a ratio to another server: the same by CPU time, which the load of the machine disturbs least. */
  byCpu?: number;
  /** Lowest and highest round. */
  spread: [number, number] | null;
  /** As DESIGN §14 says it; null: none is set. */
  goal: { atLeast: number } | { atMost: number } | null;
  /** What GoToSocial showed. */
  goToSocial: string;
  /** How it came about: the ceiling, the rounds, absolute numbers. */
  detail: string;
}

export type Scenario = (bench: Bench) => Promise<Measure[]>;
