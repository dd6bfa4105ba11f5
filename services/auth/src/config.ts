import type { PlaceSettings } from '@fanfare/contracts';
import type { Setting, ValuesOf } from '@fanfare/kernel';
import { defineSettings, setting } from '@fanfare/kernel';

const registrations: Setting<'open' | 'closed' | null> = {
  ...setting.choice(['open', 'closed'] as const, {
    help: 'Who may make an account, as long as nothing was said over the API: open or closed (unset: open while PUBLIC_URL is this machine, else closed)',
    default: 'closed',
  }),
  default: null,
};

/** Not a URL as others: several hosts may stand in it. */
const identityUrl: Setting<string | null> = {
  ...setting.text({
    help: 'The store of identities, as in mongodb://user:password@host:27017/fanfare. Default: its own tables in the core database.',
    default: null,
    secret: true,
  }),
  expects: 'an address that begins with mongodb:// or mongodb+srv://',
  parse: (text) => (/^mongodb(\+srv)?:\/\/[^\s/]/.test(text) ? text : undefined),
};

export const authSettings = defineSettings({
  REGISTRATIONS: registrations,
  PASSWORD_GRANT: setting.flag({
    help: 'Lets applications trade a name and a password for a token; for client test suites only',
    default: false,
  }),
  IDENTITY_URL: identityUrl,
});

/**
 * `RATE_LIMITS` is declared with the HTTP shell; here it switches the limits on attempts. What the place is called is
 * declared by read.
 */
export type AuthConfig = ValuesOf<typeof authSettings> & PlaceSettings & { RATE_LIMITS: boolean };

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** A code is exchanged at once by a machine; a person who copies one needs a little longer. */
export const CODE_LIFE = 10 * MINUTE;
/** Of an access token that comes with a refresh token. */
export const ACCESS_LIFE = 15 * MINUTE;
/** Of a login on the web pages. */
export const SESSION_LIFE = 60 * DAY;
/** `seen_at` of a session is written at most this often. */
export const SEEN_EVERY = 60 * MINUTE;
/** The account must be committed this soon after its reservation... */
export const COMMIT_WITHIN = MINUTE;
/** ...so a reservation this old that has no account will never have one. */
export const RESERVATION_LIFE = 5 * MINUTE;
/** Revoked grants and codes never used are forgotten after this. */
export const KEEP_GRANTS = 30 * DAY;
/** Links for the owner that are open at a time: instances that start side by side, and starts before. */
export const OWNER_LINKS = 20;
export const REPEAT_EVERY = SECOND;
export const SWEEP_EVERY = MINUTE;
