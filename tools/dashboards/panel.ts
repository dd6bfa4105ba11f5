/** One panel, without its place. */
import type { PanelDefinition, PanelKind } from './definition.ts';
import type { FieldDefaults, GraphField, Legend, Panel, Tooltip } from './model.ts';
import { elasticsearch, prometheus } from './sources.ts';

type Steps = { color: string; value: number | null }[];

const types: Record<PanelKind, string> = {
  number: 'stat',
  graph: 'timeseries',
  states: 'state-timeline',
  table: 'table',
  logs: 'logs',
};

const legend: Legend = {
  displayMode: 'table',
  placement: 'bottom',
  showLegend: true,
  calcs: ['lastNotNull', 'max'],
};
const tooltip: Tooltip = { mode: 'multi', sort: 'desc', hideZeros: false };

const options: Record<PanelKind, Record<string, unknown>> = {
  number: {
    colorMode: 'value',
    graphMode: 'area',
    justifyMode: 'auto',
    orientation: 'auto',
    percentChangeColorMode: 'standard',
    reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    showPercentChange: false,
    textMode: 'auto',
    wideLayout: true,
  },
  graph: { legend, tooltip },
  states: {
    alignValue: 'left',
    legend: { ...legend, displayMode: 'list', calcs: [] },
    mergeValues: true,
    rowHeight: 0.8,
    showValue: 'never',
    tooltip: { ...tooltip, mode: 'single', sort: 'none' },
  },
  table: { cellHeight: 'sm', frameIndex: 0, showHeader: true },
  logs: {
    dedupStrategy: 'none',
    enableLogDetails: true,
    prettifyLogMessage: false,
    showCommonLabels: false,
    showLabels: false,
    showLogContextToggle: false,
    showTime: true,
    sortOrder: 'Descending',
    wrapLogMessage: true,
  },
};

export function panel(definition: PanelDefinition): Panel {
  const { kind, title, description, runbook } = definition;
  return {
    type: types[kind],
    title,
    description:
      runbook === undefined ? description : `${description}\n\nWhat to do: \`docs/runbooks/${runbook}.md\``,
    datasource: kind === 'logs' ? elasticsearch : prometheus,
    targets: definition.queries.map((_, index) => target(definition, index)),
    fieldConfig: { defaults: fields(definition), overrides: [] },
    options: options[kind],
    ...(kind === 'table' ? { transformations: [{ id: 'organize', options: withoutTime }] } : {}),
  };
}

const withoutTime = { excludeByName: { Time: true }, indexByName: {}, renameByName: { Value: 'instances' } };

function target(definition: PanelDefinition, index: number): Record<string, unknown> {
  const { kind, exemplars = false, queries } = definition;
  const { expr = '', legend: words = '' } = queries[index] ?? {};
  const refId = String.fromCharCode('A'.charCodeAt(0) + index);
  if (kind === 'logs') {
    return {
      refId,
      datasource: elasticsearch,
      query: expr,
      metrics: [{ id: '1', type: 'logs', settings: { limit: '200' } }],
      bucketAggs: [],
      timeField: '@timestamp',
    };
  }
  const table = kind === 'table';
  return {
    refId,
    datasource: prometheus,
    editorMode: 'code',
    expr,
    legendFormat: words,
    range: !table,
    instant: table,
    format: table ? 'table' : 'time_series',
    exemplar: exemplars,
  };
}

function fields(definition: PanelDefinition): FieldDefaults {
  const { kind, unit, limits, words, max, opens } = definition;
  const steps = words === undefined ? stepsOf(limits) : stepsOf({ doubtful: 1, bad: 1 }, words.good);
  const common: FieldDefaults = {
    unit,
    min: 0,
    ...(max === undefined ? {} : { max }),
    color: { mode: kind === 'graph' ? 'palette-classic' : 'thresholds' },
    thresholds: { mode: 'absolute', steps },
    mappings: [],
    links: opens === undefined ? [] : [opens],
  };
  switch (kind) {
    case 'number':
      return { ...common, noValue: 'nothing measured' };
    case 'graph':
      return { ...common, custom: graph(definition) as Record<string, unknown> };
    case 'states':
      return {
        ...common,
        custom: { fillOpacity: 80, lineWidth: 0 },
        mappings: [{ type: 'value', options: mapped(words) }],
      };
    default:
      return common;
  }
}

function graph({ stacked = false, limits }: PanelDefinition): GraphField {
  return {
    drawStyle: 'line',
    lineInterpolation: 'linear',
    lineWidth: 1,
    fillOpacity: stacked ? 40 : 8,
    gradientMode: 'none',
    showPoints: 'never',
    // A gap is a gap: nothing was measured.
    spanNulls: false,
    stacking: { mode: stacked ? 'normal' : 'none', group: 'A' },
    axisPlacement: 'auto',
    scaleDistribution: { type: 'linear' },
    thresholdsStyle: { mode: limits === undefined ? 'off' : 'dashed' },
    hideFrom: { legend: false, tooltip: false, viz: false },
  };
}

/** Green where all is well; the direction is that of the limits. */
function stepsOf(limits: PanelDefinition['limits'], good: 0 | 1 = 0): Steps {
  if (limits === undefined) return [{ color: 'green', value: null }];
  const { doubtful, bad } = limits;
  if (good === 1)
    return [
      { color: 'red', value: null },
      { color: 'green', value: 1 },
    ];
  if (doubtful > bad)
    return [
      { color: 'red', value: null },
      { color: 'orange', value: bad },
      { color: 'green', value: doubtful },
    ];
  return [
    { color: 'green', value: null },
    ...(doubtful < bad ? [{ color: 'orange', value: doubtful }] : []),
    { color: 'red', value: bad },
  ];
}

function mapped(
  words: PanelDefinition['words'],
): Record<string, { text: string; color: string; index: number }> {
  const { one = '1', zero = '0', good = 1 } = words ?? {};
  return {
    '1': { text: one, color: good === 1 ? 'green' : 'red', index: 0 },
    '0': { text: zero, color: good === 0 ? 'green' : 'red', index: 1 },
  };
}
