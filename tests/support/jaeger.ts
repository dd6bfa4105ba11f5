/** Traces as Jaeger's API has them, in the shape that tests look at. */
import { setTimeout as pause } from 'node:timers/promises';

export interface StoredSpan {
  readonly id: string;
  /** Null: it begins its trace. */
  readonly parent: string | null;
  readonly name: string;
  /** Of the process that sent it. */
  readonly service: string;
  readonly kind: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** In ms since the epoch. */
  readonly start: number;
  readonly end: number;
}

interface Answer {
  data:
    | {
        spans: {
          spanID: string;
          operationName: string;
          processID: string;
          references: { refType: string; spanID: string }[];
          startTime: number;
          duration: number;
          tags: { key: string; value: unknown }[];
        }[];
        processes: Record<string, { serviceName: string }>;
      }[]
    | null;
}

/** @param page of the Jaeger */
async function traceIn(page: string, id: string): Promise<StoredSpan[]> {
  const answer = (await (await fetch(`${page}/api/traces/${id}`)).json()) as Answer;
  const [trace] = answer.data ?? [];
  return (trace?.spans ?? []).map((span) => {
    const attributes = Object.fromEntries(span.tags.map(({ key, value }) => [key, value]));
    return {
      id: span.spanID,
      parent: span.references.find(({ refType }) => refType === 'CHILD_OF')?.spanID ?? null,
      name: span.operationName,
      service: trace?.processes[span.processID]?.serviceName ?? '',
      kind: String(attributes['span.kind'] ?? 'internal'),
      attributes,
      start: span.startTime / 1_000,
      end: (span.startTime + span.duration) / 1_000,
    };
  });
}

/** Looks until the trace has what is asked for: spans come from several processes, each in its own time. */
export async function traceWith(
  page: string,
  id: string,
  whole: (spans: readonly StoredSpan[]) => boolean,
): Promise<StoredSpan[]> {
  for (;;) {
    const spans = await traceIn(page, id);
    if (whole(spans)) return spans;
    await pause(200);
  }
}

/** One line a span, children below their parents, for people. */
export function drawn(spans: readonly StoredSpan[]): string {
  const ids = new Set(spans.map(({ id }) => id));
  const children = Map.groupBy(spans, ({ parent }) => (parent !== null && ids.has(parent) ? parent : ''));
  const lines = (parent: string, depth: number): string[] =>
    (children.get(parent) ?? [])
      .toSorted((one, other) => one.start - other.start)
      .flatMap((span) => [
        `${'  '.repeat(depth)}${span.service}: ${span.name} (${span.kind}, ${Math.round(span.end - span.start)} ms)`,
        ...lines(span.id, depth + 1),
      ]);
  return lines('', 0).join('\n');
}
