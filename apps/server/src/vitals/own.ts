/** How this process is. */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Vitals } from '@fanfare/contracts';
import type { EventLog, GroupState } from '@fanfare/eventlog';
import type { HealthPart } from '@fanfare/http';
import { readiness } from '@fanfare/http';
import type { ServiceName } from '@fanfare/kernel';
import { serviceNames, VERSION } from '@fanfare/kernel';
import type { Metrics } from '@fanfare/telemetry';
import { readGauges } from './gauges.ts';
import type { Lately } from './lately.ts';

export interface OwnVitalsNeeds {
  services: readonly ServiceName[];
  metrics: Metrics;
  eventLog: EventLog;
  lately: Lately;
  /** Asked at each call: modules are made after this. */
  health(): Readonly<Record<string, HealthPart>>;
}

/** Said elsewhere: all groups at once, which are told one by one, and other services, who tell of themselves. */
const elsewhere: ReadonlySet<string> = new Set(['events', ...serviceNames]);

/** Two processes on two machines may have begun at the same moment under the same number. */
const id = randomUUID();

export async function ownVitals(needs: OwnVitalsNeeds): Promise<Vitals> {
  const [parts, groups, counts, gauges] = await Promise.all([
    partsOf(needs),
    groupParts(needs.eventLog),
    needs.lately.now(),
    readGauges(needs.metrics),
  ]);
  return {
    id,
    services: [...needs.services],
    version: VERSION,
    runtime: process.version,
    started_at: Math.round(performance.timeOrigin),
    parts: { ...parts, ...groups },
    memory: process.memoryUsage.rss(),
    ...counts,
    gauges,
  };
}

async function partsOf({ health }: OwnVitalsNeeds): Promise<Vitals['parts']> {
  const asked = Object.entries(health()).filter(([name]) => !elsewhere.has(name));
  const { parts } = await readiness(Object.fromEntries(asked), false);
  return Object.fromEntries(asked.map(([name, { needed }]) => [name, { ok: false, ...parts[name], needed }]));
}

/** Where nobody can say how they are, that is one part: what remains to be told must not be lost with it. */
async function groupParts(eventLog: EventLog): Promise<Vitals['parts']> {
  let groups: readonly GroupState[] = [];
  const check = async () => {
    groups = await eventLog.state();
    return { ok: true };
  };
  const { events } = (await readiness({ events: { needed: false, check } }, false)).parts;
  if (events?.ok !== true) return { events: { ok: false, ...events, needed: false } };
  return Object.fromEntries(groups.map((group) => [`events.${group.group}`, groupPart(group)]));
}

function groupPart({ lag, retries, paused }: GroupState): Vitals['parts'][string] {
  const said = [
    ...(paused === null ? [] : [`waits: ${paused.cause}`]),
    ...(retries === 0 ? [] : [`${retries} to be retried`]),
    `${lag} events behind`,
  ];
  return { ok: paused === null && retries === 0, needed: false, detail: said.join(', ') };
}
