export * from './define.ts';
export * from './services/index.ts';
export * from './viewer.ts';
