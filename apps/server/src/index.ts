export { type ComposeOptions, type Composition, compose } from './compose.ts';
export { clientsOf } from './contract-clients.ts';
export { announcedSocket, ownsFiles } from './data-folder.ts';
export type { Contracts } from './needs.ts';
export { operationsOfAll } from './operations.ts';
export { serviceUrls } from './requirements.ts';
export { serve } from './serve.ts';
export { type AllValues, allSettings } from './services.ts';
