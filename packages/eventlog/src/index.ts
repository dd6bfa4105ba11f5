export type { LogObserver } from './observer.ts';
export * from './port.ts';
