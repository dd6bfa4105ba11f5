import { defineSettings, setting } from '@fanfare/kernel';

export const fanoutSettings = defineSettings({
  FANOUT_SLICE: setting.integer(
    { min: 1, max: 100_000 },
    { default: 10_000, help: 'Followers of one delivery job.' },
  ),
});

/** Jobs are remembered this long: longer than any event can be delivered again. */
export const KEEP_JOBS = 7 * 24 * 60 * 60_000;
/** How often a heartbeat is sent through the whole system, in ms. */
export const HEARTBEAT_EVERY = 15_000;
