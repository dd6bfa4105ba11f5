/** Runs a group's handler for one event and says what is to be done with it. */
import type { EventOf, EventType } from '@fanfare/contracts/events';
import { AppError } from '@fanfare/kernel';
import type { Told } from '../observer.ts';
import type { ConsumerGroup, Effect, Handler, HandlerContext } from '../port.ts';
import type { Decode, Sealed } from './decode.ts';
import { causeOf, isAway } from './failure.ts';

export type Outcome =
  | { kind: 'write'; effect: Effect; trace: string | null }
  | { kind: 'nothing' }
  /** It fails while its engines answer: it belongs into the retry table. */
  | { kind: 'park'; cause: string }
  /** An engine is away, or the consumer lets go: the event stays where it is. */
  | { kind: 'stop'; error: unknown };

export type Prepare = (row: Pick<Sealed, 'type' | 'body'>) => Promise<Outcome>;

export function preparer(
  group: ConsumerGroup,
  decode: Decode,
  context: HandlerContext & { readonly told: Told },
): Prepare {
  return async (row) => {
    if (context.signal.aborted) return { kind: 'stop', error: new AppError('shutting_down') };
    try {
      const event = decode(row);
      const effect = await handlerOf(group, event.type)?.(event, contextOf(context, event));
      if (effect !== undefined) return { kind: 'write', effect, trace: event.trace };
      context.told(event.type, 'done');
      return { kind: 'nothing' };
    } catch (error) {
      if (context.signal.aborted || isAway(error)) return { kind: 'stop', error };
      return { kind: 'park', cause: causeOf(error) };
    }
  };
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
      return context.log.child({ event: event.id, type: event.type, trace: event.trace });
    },
  };
}
