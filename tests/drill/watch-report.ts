/** The table of a drill that was watched. */
import { seconds } from './report.ts';
import type { Round } from './round.ts';
import type { SeenPanel, Sight } from './watch.ts';
import { FASTER } from './watch.ts';

export interface Watched {
  readonly round: Round;
  readonly sight: Sight;
}

/** Begins that part of the page. */
export const WATCHED = '## What was seen from outside';

export function sightLine({ alerts, panels }: Sight): string {
  return `told: ${alertCell({ alerts, panels })}; seen: ${panels.map(panelWords).join(', ') || 'nothing'}`;
}

export function watchedSection(all: readonly Watched[]): string {
  return `${WATCHED}

Written by \`npm run drill -- --watched\`: the same faults once more, with Prometheus looking at all sixteen processes, the
alert rules of \`deploy/prometheus\` and the Alertmanager of \`deploy/alertmanager\` telling a webhook. Every duration in the
rules is a ${FASTER}th of what is shipped (two minutes are ${seconds((120 * 1000) / FASTER)}), and what is broken stays broken until the webhook
was told of something new, for a minute at most. "Told after" is from the breaking until the webhook had the message,
"over" when the alert had gone again. Panels are the first numbers of the dashboards: before, furthest from that,
after; those that did not move are left out.

| fault | broken | alert, told after, over | what the dashboards showed |
| --- | --- | --- | --- |
${all.map(row).join('\n')}
`;
}

function row({ round, sight }: Watched): string {
  const panels = sight.panels.map(panelWords).join('<br>') || 'nothing';
  return `| ${round.fault.about.replace(/, away \d+ s/, '')} | ${seconds(round.broken)} | ${alertCell(sight)} | ${panels} |`;
}

function alertCell({ alerts }: Sight): string {
  const words = alerts.map(({ name, of, after, resolved }) => {
    const over = resolved === null ? 'not over' : `over ${seconds(resolved)}`;
    return `${name}${of === '' ? '' : ` (${of})`} ${seconds(after)}, ${over}`;
  });
  return words.join('<br>') || 'none';
}

function panelWords({ panel, before, worst, after }: SeenPanel): string {
  return `${panel} ${[before, worst, after].map(number).join(' → ')}`;
}

function number(value: number): string {
  return String(Number(value.toPrecision(3)));
}
