/** The real engines, started natively: for tests, drills and `make cluster`. */
export type { Engine, Place, Plan, Program } from './engine.ts';
export { engines } from './engines.ts';
export type { Instance, InstanceOptions } from './instance.ts';
export { startEngine } from './instance.ts';
export { cacheFolder, freePorts } from './places.ts';
export { engineUrl } from './world.ts';
