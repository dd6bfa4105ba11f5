import type { Blob } from '@fanfare/blob';
import type { authContract, Client, ProcessVitals, readContract, searchContract } from '@fanfare/contracts';
import type { Clock, Log, Signal } from '@fanfare/kernel';
import type { Metrics } from '@fanfare/telemetry';
import type { WriteValues } from './config.ts';
import type { WriteMetrics } from './metrics.ts';
import type { CoreDatabase } from './store/db.ts';

/** What write is handed. Contracts are called at request time only. */
export interface WriteNeeds {
  db: CoreDatabase;
  blob: Blob;
  log: Log;
  clock: Clock;
  metrics: Metrics;
  /** What is kept of the tables may be wrong. */
  forget: Signal;
  /** Without a slash at the end. */
  publicUrl: string;
  /** How every process of the place is; never fails. */
  vitals(): Promise<readonly ProcessVitals[]>;
  contracts: {
    read: Client<typeof readContract>;
    auth: Client<typeof authContract>;
    search: Pick<Client<typeof searchContract>, 'found'>;
  };
}

/** What the parts of the module share: needs, settings, and the removal of blobs after a commit. */
export interface Write extends WriteNeeds {
  values: WriteValues;
  counted: WriteMetrics;
  /** Seals addresses of unpublished pictures. */
  pendingSecret(): Promise<Uint8Array>;
  /** Runs work on a picture when it is its turn: each takes a core and much memory. */
  imageTurn<Result>(job: () => Promise<Result>): Promise<Result>;
  /** Deletes blobs that became due; what fails is tried again later. */
  removeDueBlobs(): Promise<void>;
}

export function rulesOf({ values, publicUrl, counted }: Write) {
  return {
    counted,
    publicUrl,
    pushFollowerLimit: values.PUSH_FOLLOWER_LIMIT,
    startMode: values.APPROVAL_POLICY,
  };
}
