/** Kafka where brokers are named, else the outbox tables themselves. */
import type { Cache } from '@fanfare/cache';
import type { EventLog } from '@fanfare/eventlog';
import type { ServiceName } from '@fanfare/kernel';
import { logObserver } from '../observed/event-log.ts';
import type { AllValues } from '../services.ts';
import type { Databases } from './databases.ts';
import { usesCore, usesNotification } from './databases.ts';
import type { Base, EngineOptions } from './index.ts';

export async function openEventLog(
  { KAFKA_BROKERS: brokers, FANFARE_NAMESPACE: namespace }: AllValues,
  chosen: readonly ServiceName[],
  { db, notificationDb }: Databases,
  cache: Cache,
  { log, clock, metrics, tracer }: Base,
  { chaos }: EngineOptions,
): Promise<EventLog> {
  const sources = [
    // fanout carries what the core database says to the others; notification carries its own.
    ...(usesCore(chosen) ? [{ name: 'core' as const, database: db, relay: chosen.includes('fanout') }] : []),
    ...(usesNotification(chosen)
      ? [{ name: 'notification' as const, database: notificationDb, relay: true }]
      : []),
  ];
  const observer = logObserver(metrics, tracer);
  if (brokers.length > 0) {
    const { kafkaEventLog } = await import('@fanfare/eventlog/kafka');
    return kafkaEventLog({ brokers, namespace, sources, hints: cache, log, clock, observer, tracer });
  }
  const { sqlEventLog } = await import('@fanfare/eventlog/sql');
  return sqlEventLog({ sources, log, clock, observer, tracer, ...(chaos === undefined ? {} : { chaos }) });
}
