import type { Blob } from '@fanfare/blob';
import type { Cache } from '@fanfare/cache';
import type { Client, readContract } from '@fanfare/contracts';
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Clock, Log } from '@fanfare/kernel';
import type { Mail } from '@fanfare/mail';
import type { Database } from '@fanfare/sql';
import type { Metrics, Tracer } from '@fanfare/telemetry';
import type { AuthConfig } from '../config.ts';
import type { AuthMetrics } from '../metrics.ts';
import type { Attempts } from '../store/attempts.ts';
import type { IdentityStore } from '../store/identity.ts';
import type { LiveTokens } from '../store/live-tokens.ts';
import type { Passwords } from './passwords.ts';

export interface AuthNeeds {
  db: Database<CoreTables>;
  /** Absent: as `IDENTITY_URL` says. */
  identity?: IdentityStore;
  cache: Cache;
  blob: Blob;
  mail: Mail;
  log: Log;
  clock: Clock;
  metrics: Metrics;
  tracer?: Tracer;
  /** Without a slash at the end. */
  publicUrl: string;
  contracts: { read: Client<typeof readContract> };
}

/** What every flow has in hand. */
export interface Auth extends AuthNeeds {
  identity: IdentityStore;
  config: AuthConfig;
  attempts: Attempts;
  live: LiveTokens;
  passwords: Passwords;
  counted: AuthMetrics;
}
