/** What one engine is to these tools: how it comes onto the machine, and what is run. One file per engine. */
export interface Engine {
  readonly name: string;
  /** What it stands for, in a line of `npm run engines -- list`. */
  readonly about: string;
  /** Puts the programs in place, from package registries alone; returns at once when they are there. */
  install(): Promise<void>;
  /** Of what is installed, as the programs say it. */
  version(): Promise<string>;
  plan(place: Place): Promise<Plan>;
}

/** Where one instance of an engine lives. */
export interface Place {
  /** Its own, empty at first, kept over restarts; every user may pass through the folders above. */
  readonly folder: string;
  /** True: every acknowledged write survives a kill. False: as fast as it goes, for tests that kill nothing. */
  readonly durable: boolean;
  /** Free ports of the loopback address. */
  ports(count: number): Promise<number[]>;
}

export interface Plan {
  /** What the setting of the engine takes, such as DATABASE_URL. */
  readonly url: string;
  /** Where people look at it, and its own API is, where that is elsewhere. */
  readonly page?: string;
  /** Started side by side; each must be ready. */
  readonly programs: readonly Program[];
  /** Once all are ready for the first time: users, a cluster, a bucket. */
  prepare?(): Promise<void>;
}

export interface Program {
  /** Unique within its engine: `broker-2`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The system user it runs as, where root may not. */
  readonly user?: string;
  /** Asks it to end in order; SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
  /** Asked again and again until true; may throw while the program is not there yet. */
  ready(): Promise<boolean>;
}
