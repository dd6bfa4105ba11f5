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
  /** Rises with every change; the row is locked by it. */
  version: number;
  updated_at: number;
}
