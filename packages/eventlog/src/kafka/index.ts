export * from './kafka-event-log.ts';
export { ensureTopics, PARTITIONS, type TopicOptions } from './topics.ts';
