export { type ComposeOptions, type Composition, compose } from './compose.ts';
export { announcedSocket } from './data-folder.ts';
export { serve } from './serve.ts';
export { type AllValues, allSettings, services } from './services.ts';
export type { Contracts } from './needs.ts';
