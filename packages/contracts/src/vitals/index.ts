export * from './abilities.ts';
export * from './spread.ts';
export * from './totals.ts';
