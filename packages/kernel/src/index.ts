export * from './clock.ts';
export * from './errors.ts';
export * from './ids.ts';
export * from './lifecycle.ts';
export * from './log.ts';
export * from './module.ts';
export * from './page.ts';
export * from './settings.ts';
