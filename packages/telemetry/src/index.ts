export * from './create-log.ts';
export * from './create-metrics.ts';
export * from './metrics.ts';
export * from './no-metrics.ts';
export * from './remembered.ts';
export * from './tracer.ts';
