import type { PlaceSettings } from '@fanfare/contracts';
import type { ApprovalPolicy } from '@fanfare/contracts/entities';
import type { ValuesOf } from '@fanfare/kernel';
import { defineSettings, setting } from '@fanfare/kernel';

const modes: readonly ApprovalPolicy['mode'][] = ['off', 'new-accounts', 'everyone'];

export const writeSettings = defineSettings({
  APPROVAL_POLICY: setting.choice(modes, {
    default: 'off',
    help: 'Whose posts wait for a reviewer when the server first starts; later changed over the API.',
  }),
  PUSH_FOLLOWER_LIMIT: setting.integer(
    { min: 0, max: 1_000_000_000 },
    {
      default: 10_000,
      help: 'Posts of people with more followers than this are not pushed to home lists; readers merge them in.',
    },
  ),
});
/** What the place is called is declared by read, and who may join by auth. */
export type WriteValues = ValuesOf<typeof writeSettings> & PlaceSettings;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** An Idempotency-Key is remembered for this long. */
export const KEEP_IDEMPOTENCY_KEYS = HOUR;
/** Uploads that no post took are removed after this. */
export const KEEP_UNATTACHED_MEDIA = 24 * HOUR;
/** A new blob must be named by a row within this time, else it is removed. */
export const ADOPT_BLOBS_WITHIN = HOUR;
/** A blob that could not be removed is tried again after this. */
export const REMOVE_AGAIN_AFTER = 5 * MINUTE;
/** The address of an unpublished picture works for this long; every answer has a new one. */
export const PENDING_URL_LIFE = 15 * MINUTE;
/** Pictures worked on at the same time. */
export const IMAGES_AT_ONCE = 2;
/** How often it is taken down how the place is, and how long that is kept. */
export const SAMPLE_EVERY = MINUTE;
export const KEEP_SAMPLES = 24 * HOUR;
export const SWEEP_EVERY = 30 * SECOND;
/** Rows per unit of background work and of bulk publishing. */
export const BATCH = 100;
