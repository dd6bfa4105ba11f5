/** What a place says of itself: what was said over the API, and where nothing was, the server's settings. */
import type { InstanceSettingsTable } from './tables/instance.ts';

/** The settings that stand in; some belong to read, one to auth. */
export interface PlaceSettings {
  INSTANCE_TITLE: string;
  INSTANCE_DESCRIPTION: string;
  CONTACT_EMAIL: string;
  REGISTRATIONS: 'open' | 'closed' | null;
}

export interface PlaceRule {
  id: string;
  text: string;
  /** What the rule means, in more words; may be empty. */
  hint: string;
}

export interface Place {
  title: string;
  /** Plain text; may have several paragraphs, or be empty. */
  description: string;
  /** May be empty. */
  contactEmail: string;
  /** As it was said over the API; null: the setting decides. */
  registrations: 'open' | 'closed' | null;
  /** Whether accounts can be made. */
  registrationsOpen: boolean;
  rules: PlaceRule[];
  /** Whether everybody may see how it is. */
  publicStatus: boolean;
  /** In ms; null: nothing was ever said over the API. */
  updatedAt: number | null;
}

export function placeOf(
  row: InstanceSettingsTable | undefined,
  settings: PlaceSettings,
  publicUrl: string,
): Place {
  const registrations = row?.registrations ?? null;
  return {
    title: row?.title ?? settings.INSTANCE_TITLE,
    description: row?.description ?? settings.INSTANCE_DESCRIPTION,
    contactEmail: row?.contact_email ?? settings.CONTACT_EMAIL,
    registrations,
    registrationsOpen: registrationsOpen(registrations ?? settings.REGISTRATIONS, publicUrl),
    rules: row === undefined ? [] : JSON.parse(row.rules),
    publicStatus: row?.public_status === 1,
    updatedAt: row?.updated_at ?? null,
  };
}

/** As said; else only on an address that nobody else reaches. */
export function registrationsOpen(said: 'open' | 'closed' | null, publicUrl: string): boolean {
  if (said !== null) return said === 'open';
  const host = new URL(publicUrl).hostname;
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
  );
}
