import { defineSettings } from '@fanfare/kernel';

/** Search has no settings of its own. */
export const searchSettings = defineSettings({});
