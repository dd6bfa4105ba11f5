/** Measures as a table for a terminal, as Markdown, as JSON. */
import type { Measure } from './harness/measure.ts';

interface Line {
  measure: string;
  figure: string;
  byCpu: string;
  goal: string;
  met: string;
  goToSocial: string;
  spread: string;
  detail: string;
}

export function table(measures: readonly Measure[]): string {
  const lines = [titles, ...measures.map(lineOf)];
  const columns = ['measure', 'figure', 'spread', 'byCpu', 'goal', 'met', 'goToSocial'] as const;
  const widths = columns.map((column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line) =>
      columns
        .map((column, at) => line[column].padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function details(measures: readonly Measure[]): string {
  return measures.map((one) => `  ${one.name}: ${one.detail}`).join('\n');
}

export function markdown(measures: readonly Measure[]): string {
  const rows = [titles, ...measures.map(lineOf)].map(
    (line) =>
      `| ${[line.measure, line.figure, line.spread, line.byCpu, line.goal, line.met, line.goToSocial, line.detail].join(' | ')} |`,
  );
  return [rows[0], '|---|---|---|---|---|---|---|---|', ...rows.slice(1)].join('\n');
}

const titles: Line = {
  measure: 'measure',
  figure: 'Fanfare',
  spread: 'lowest to highest',
  byCpu: 'by CPU time',
  goal: 'goal',
  met: 'met',
  goToSocial: 'GoToSocial',
  detail: 'how',
};

function lineOf(measure: Measure): Line {
  const { name, value, spread, goal, goToSocial, detail } = measure;
  const unit = measure.unit === '' ? '' : ` ${measure.unit}`;
  const known = Number.isFinite(value);
  return {
    measure: name,
    figure: known ? shown(value) + unit : 'not known here',
    spread: spread === null ? '' : `${shown(spread[0])} to ${shown(spread[1])}`,
    byCpu: measure.byCpu === undefined || !Number.isFinite(measure.byCpu) ? '' : shown(measure.byCpu),
    goal: goal === null ? '' : 'atLeast' in goal ? `>= ${goal.atLeast}${unit}` : `<= ${goal.atMost}${unit}`,
    met: goal === null || !known ? '' : isMet(value, goal) ? 'yes' : 'no',
    goToSocial,
    detail,
  };
}

function isMet(value: number, goal: { atLeast: number } | { atMost: number }): boolean {
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
}

function shown(value: number): string {
  if (value >= 100) return String(Math.round(value));
  return value >= 10 ? value.toFixed(1) : value.toFixed(value >= 1 ? 2 : 3);
}
