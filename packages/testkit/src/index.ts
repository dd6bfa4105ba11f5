export * from './by-index.ts';
export * from './fake-clock.ts';
export * from './http.ts';
export * from './network.ts';
