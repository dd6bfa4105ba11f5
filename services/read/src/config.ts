import type { PlaceSettings } from '@fanfare/contracts';
import type { ValuesOf } from '@fanfare/kernel';
import { defineSettings, setting } from '@fanfare/kernel';

export const readSettings = defineSettings({
  INSTANCE_TITLE: setting.text({
    default: 'Fanfare',
    help: 'What this place is called, as long as nothing was said over the API.',
  }),
  INSTANCE_DESCRIPTION: setting.text({
    default: 'A small social network that runs on Fanfare.',
    help: 'What this place is, in a sentence or two: plain text for the front page and for apps. The same.',
  }),
  FANFARE_WEB: setting.text({
    default: './web/dist',
    help: 'The folder of the built web client; without it the pages work, and there is no client.',
  }),
  CONTACT_EMAIL: setting.text({ default: '', help: 'Where people reach whoever runs this place. The same.' }),
});

/** `REGISTRATIONS` is auth's setting; here it is only told to apps. */
export type ReadConfig = ValuesOf<typeof readSettings> & PlaceSettings;

/** Counts of people and posts that stand on the instance are this old at most, in ms. */
export const USAGE_LIFE = 5 * 60_000;
/** A place this small (people and posts) is counted in no time, and its first people look at the numbers. */
export const USAGE_SMALL = 10_000;
export const USAGE_SMALL_LIFE = 1000;
