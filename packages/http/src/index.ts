export * from './module.ts';
export * from './route.ts';
