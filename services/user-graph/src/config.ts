import { defineSettings } from '@fanfare/kernel';

/** User-graph has no settings of its own. */
export const userGraphSettings = defineSettings({});
