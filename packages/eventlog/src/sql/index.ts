export * from './sql-event-log.ts';
