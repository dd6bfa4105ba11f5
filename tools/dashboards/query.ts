/** The ways in which panels ask Prometheus, so that the same question is asked the same way everywhere. */
import type { Query } from './definition.ts';

/** What people's apps and browsers asked for: neither health checks nor what services ask each other. */
export const people = 'route!~"/(health|internal)/.*|/metrics"';

const window = '[$__rate_interval]';

/** A second, of a counter. @param labels `{a="b"}` without the braces */
export function rate(counter: string, by = '', labels = ''): string {
  return `${sum(by)}(rate(${counter}${braces(labels)}${window}))`;
}

/**
 * A second, of those with `labels`; 0 where the counter is there and none of it has them yet. A counter that is not
 * there at all stays away: a 0 would say what nobody knows.
 */
export function rateOrZero(counter: string, by: string, labels: string, among = ''): string {
  return `(${rate(counter, by, joined(among, labels))} or 0 * ${rate(counter, by, among)})`;
}

/** How much of a counter has `labels`, 0 to 1. */
export function share(counter: string, by: string, labels: string, among = ''): string {
  return `${rateOrZero(counter, by, labels, among)} / ${rate(counter, by, among)}`;
}

/** @param by further labels to keep apart */
export function quantile(q: number, histogram: string, by = '', labels = ''): string {
  return `histogram_quantile(${q}, ${rate(`${histogram}_bucket`, joined('le', by), labels)})`;
}

/** Half wait less, and one in a hundred waits longer. */
export function medianAndSlowest(histogram: string, labels: string, name = ''): Query[] {
  const prefix = name === '' ? '' : `${name}, `;
  return [
    { expr: quantile(0.5, histogram, '', labels), legend: `${prefix}p50` },
    { expr: quantile(0.99, histogram, '', labels), legend: `${prefix}p99` },
  ];
}

/** Of a gauge that every instance reads from the same tables. */
export function shared(gauge: string, by = '', labels = ''): string {
  return `max${by === '' ? '' : ` by (${by}) `}(${gauge}${braces(labels)})`;
}

export function sum(by: string): string {
  return by === '' ? 'sum' : `sum by (${by}) `;
}

export function braces(labels: string): string {
  return labels === '' ? '' : `{${labels}}`;
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
