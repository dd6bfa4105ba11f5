/** What is said for those who run the place: log lines, metrics and spans. Only what the audit log names may stand there. */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Network } from '@fanfare/testkit';
import { onCluster } from '@fanfare/testkit';
import type { SpanCollector } from '../support/spans.ts';
import type { Needles } from './needles.ts';

/** Lines that hold a needle. A line of the audit may say which submission was decided, in its place for that. */
export function leaksInLines(lines: readonly string[], needles: Needles): string[] {
  return lines.filter((line) => needles.in(withoutTarget(line)).length > 0);
}

function withoutTarget(line: string): string {
  if (!line.includes('"fanfare.audit"')) return line;
  const { 'fanfare.target.id': _decided, ...rest } = JSON.parse(line) as Record<string, unknown>;
  return JSON.stringify(rest);
}

/** Behind a gateway nobody reaches them. */
export async function leaksInMetrics(network: Network, needles: Needles): Promise<string[]> {
  if (onCluster()) return [];
  const answer = await fetch(`${network.url}/metrics`);
  const text = await answer.text();
  assert.match(text, /^fanfare_http_requests_total\{.*route="\/api\/v1\/statuses"/m, 'the search is blind');
  return needles.in(text).map(({ value }) => value);
}

/** All that was sent so far, as it came: a process sends its spans in their order, so the last one says that all are here. */
export async function leaksInSpans(
  network: Network,
  collector: SpanCollector,
  needles: Needles,
): Promise<string[]> {
  const asked = new Set<string>();
  // Not every trace is sent, any of these will do; its id is that of the request.
  while (!collector.spans.some(({ traceId }) => asked.has(traceId))) {
    const { headers } = await fetch(`${network.url}/api/v1/submissions`);
    asked.add(String(headers.get('x-request-id')).replaceAll('-', ''));
    await pause(20);
  }
  assert.ok(
    collector.spans.some(({ attributes }) => Object.values(attributes).includes('/api/v1/statuses')),
    'the search is blind',
  );
  return [...new Set(collector.texts.flatMap((text) => needles.in(text)).map(({ value }) => value))];
}
