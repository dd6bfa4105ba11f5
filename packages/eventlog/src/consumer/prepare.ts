/** Runs a group's handler for one event and says what is to be done with it. */
import type { EventOf, EventType } from '@fanfare/contracts/events';
import { AppError } from '@fanfare/kernel';
import type { OpenSpan, Tracer } from '@fanfare/telemetry';
import { noSpan } from '@fanfare/telemetry';
import type { Told } from '../observer.ts';
import type { ConsumerGroup, Effect, Handler, HandlerContext } from '../port.ts';
import type { Decode, Sealed } from './decode.ts';
import { causeOf, isAway } from './failure.ts';

export type Outcome =
  /** The span is open until the effect is stored, or until it is known that it will not be. */
  | { kind: 'write'; effect: Effect; span: OpenSpan }
  | { kind: 'nothing' }
  /** It fails while its engines answer: it belongs into the retry table. */
  | { kind: 'park'; cause: string }
  /** An engine is away, or the consumer lets go: the event stays where it is. */
  | { kind: 'stop'; error: unknown };

export type Prepare = (row: Pick<Sealed, 'type' | 'body'>) => Promise<Outcome>;

export function preparer(
  group: ConsumerGroup,
  decode: Decode,
  context: HandlerContext & { readonly told: Told; readonly tracer: Tracer },
): Prepare {
  const service = serviceOf(group);

  /** What is done for an event belongs to the trace of what caused it. */
  function begin({ id, type, trace }: EventOf): OpenSpan {
    if (trace === null) return noSpan;
    const attributes = { 'fanfare.group': group.group, 'fanfare.event': type };
    const options = { kind: 'consumer', parent: trace, requestId: id, service, attributes } as const;
    return context.tracer.begin(`consume ${group.group} ${type}`, options);
  }

  return async (row) => {
    if (context.signal.aborted) return { kind: 'stop', error: new AppError('shutting_down') };
    let span = noSpan;
    try {
      const event = decode(row);
      const opened = begin(event);
      span = opened;
      const effect = await opened.run(() => handlerOf(group, event.type)?.(event, contextOf(context, event)));
      if (effect !== undefined) return { kind: 'write', effect: within(opened, effect, event), span: opened };
      opened.end();
      context.told(event.type, 'done');
      return { kind: 'nothing' };
    } catch (error) {
      span.end({ error });
      if (context.signal.aborted || isAway(error)) return { kind: 'stop', error };
      return { kind: 'park', cause: causeOf(error) };
    }
  };
}

function within(span: OpenSpan, effect: Effect, { trace }: EventOf): Effect {
  return (unit) => {
    unit.traced(span.traceparent ?? trace);
    return span.run(() => effect(unit));
  };
}

/** What was prepared and will not be stored now; it is shown to the group again. */
export function letGoOf(outcomes: readonly { outcome: Outcome }[]): void {
  for (const { outcome } of outcomes) if (outcome.kind === 'write') outcome.span.end();
}

/** The service that a group belongs to: it may have several. */
export function serviceOf({ group }: ConsumerGroup): string {
  return group.split('.', 1)[0] ?? group;
}

export function handles(group: ConsumerGroup, type: string): boolean {
  return Object.hasOwn(group.handlers, type);
}

function handlerOf(group: ConsumerGroup, type: EventType): Handler<EventType> | undefined {
  // The table pairs each type with its own handler; the type system cannot follow a type known only at run time.
  return group.handlers[type] as Handler<EventType> | undefined;
}

/** A logger with the event's fields is made only for a handler that logs. */
function contextOf(context: HandlerContext, event: EventOf): HandlerContext {
  return {
    signal: context.signal,
    get log() {
      return context.log.child({ event: event.id, type: event.type });
    },
  };
}
