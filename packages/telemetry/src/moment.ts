/** What is being worked on: a request or an event. It travels with everything that is awaited, in an AsyncLocalStorage. */
import type { AsyncLocalStorage } from 'node:async_hooks';

export interface Moment {
  /** Of the request; of an event, its id. Null: neither. */
  requestId: string | null;
  /** W3C traceparent of what runs now. */
  trace: string | null;
  /** False: the request came from another service, which has its own retry. */
  edge: boolean;
  /** Which service works on it, where a process runs several. */
  service?: string;
}

export type MomentContext = AsyncLocalStorage<Moment>;

/**
 * What every log line of the moment carries.
 * @param spans the traceparent is that of a span, and not only an id to find lines by
 */
export function momentFields(context: MomentContext, spans: boolean): () => object | null {
  return () => {
    const trace = context.getStore()?.trace;
    if (trace === null || trace === undefined) return null;
    const fields = { 'trace.id': trace.slice(3, 35) };
    return spans ? { ...fields, 'span.id': trace.slice(36, 52) } : fields;
  };
}
