import type { EventType } from '@fanfare/contracts/events';
import { events } from '@fanfare/contracts/events';
import { Compile } from 'typebox/schema';
import type { PendingEvent } from './pending.ts';

/** Checks an event's data against its schema; the schema of a type is compiled when the first one is emitted. */
export type EventChecker = (type: EventType, data: unknown) => PendingEvent;

/** @throws TypeError that names the type and the member, never the data */
export function eventChecker(): EventChecker {
  const compiled = new Map<EventType, ReturnType<typeof Compile>>();
  return (type, data) => {
    const definition = events[type];
    let schema = compiled.get(type);
    if (schema === undefined) {
      schema = Compile(definition.data);
      compiled.set(type, schema);
    }
    if (!schema.Check(data)) {
      const [, errors] = schema.Errors(data);
      const where = errors.map((error) => `${error.instancePath || '/'} ${error.message}`).join('; ');
      throw new TypeError(`The data of ${type} is not what its schema says: ${where}`);
    }
    const key = (definition.key as (data: unknown) => string)(data);
    return { type, version: definition.version, key, data };
  };
}
