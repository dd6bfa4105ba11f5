/** Every dashboard, in the order in which one would look. */
import { approval } from './approval.ts';
import { build } from './build.ts';
import type { DashboardDefinition } from './definition.ts';
import { engines } from './engines.ts';
import { eventLog } from './event-log.ts';
import { fanout } from './fanout.ts';
import { people } from './people.ts';
import { service } from './service.ts';

export const dashboards: readonly DashboardDefinition[] = [
  people,
  fanout,
  eventLog,
  engines,
  service,
  approval,
];

/** Name and text of each file in deploy/grafana/dashboards. */
export function files(): Map<string, string> {
  return new Map(
    dashboards.map((definition) => [
      `${definition.uid}.json`,
      `${JSON.stringify(build(definition), null, 2)}\n`,
    ]),
  );
}
