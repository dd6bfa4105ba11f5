export * from './define.ts';
export * from './limits.ts';
export * from './place.ts';
export * from './services/index.ts';
export * from './viewer.ts';
export * from './vitals/index.ts';
