/** Frames as they travel. The id is an extra member, and SSE's event id: with it a client resumes. */
export interface Frame {
  /** Name and parameter of the stream as subscribed. */
  readonly stream: readonly string[];
  readonly event: string;
  /** JSON as a text; of a deletion the bare id. */
  readonly payload: string;
  /** The row's number in the stream log. */
  readonly id: number;
}

export function socketText({ stream, event, payload, id }: Frame): string {
  return JSON.stringify({ stream, event, payload, id });
}

/** The payload has no line ends: it is JSON. */
export function sseText({ event, payload, id }: Frame): string {
  return `id: ${id}\nevent: ${event}\ndata: ${payload}\n\n`;
}

/** The position a client asks to resume from; null: none, or none that can be read. */
export function positionOf(value: unknown): number | null {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^[0-9]{1,15}$/.test(text)) return null;
  return Number(text);
}
