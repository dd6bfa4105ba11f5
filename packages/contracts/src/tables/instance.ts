/** How the place was in one minute, kept for a day. Written by write. */
export interface VitalSamplesTable {
  /** The minute's begin, in ms. */
  at: number;
  /** JSON: `Totals`. */
  body: string;
}

/** What was said of the place over the API. One row, or none as long as nothing was. Written by write. */
export interface InstanceSettingsTable {
  /** Always `instance`. */
  name: string;
  /** Null, here and below: as the server's settings say. */
  title: string | null;
  description: string | null;
  contact_email: string | null;
  registrations: 'open' | 'closed' | null;
  /** JSON: `{ id, text, hint }[]` in order. */
  rules: string;
  /** 1: everybody may see how the place is. */
  public_status: number | null;
  /** Rises with every change; the row is locked by it. */
  version: number;
  updated_at: number;
}
