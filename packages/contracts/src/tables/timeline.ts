/** Written by timeline. */
export interface LastSeenTable {
  account_id: number;
  /** When this person last read home, in ms; written at most hourly. */
  seen_at: number;
}

/** Slice k of n of one status was applied; the n-th closes `fanout_open`. */
export interface DeliveryNotesTable {
  status_id: number;
  slice: number;
  /** When it was applied, in ms; null: by a version that did not note it. */
  noted_at: number | null;
}

/** Written by fanout: the status was cut into slices; a second delivery of its event cuts nothing. */
export interface FanoutJobsTable {
  status_id: number;
  slices: number;
}
