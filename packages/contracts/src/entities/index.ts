/** What the public API answers, as TypeBox schemas and as types. */
export * from './all.ts';
export * from './by-name.ts';
export * from './scalars.ts';
export * from './visibility.ts';
