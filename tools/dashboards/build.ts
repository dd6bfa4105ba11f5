/** Grafana's JSON of a dashboard: panels laid out in rows of 24 columns, numbered in reading order. */
import type { DashboardDefinition, RowDefinition, VariableDefinition } from './definition.ts';
import type { Annotation, Dashboard, Link, Panel, RowPanel, Variable } from './model.ts';
import { panel } from './panel.ts';
import { prometheus } from './sources.ts';

/** Of Grafana 12; what is written here means the same in 11. */
const SCHEMA_VERSION = 42;
const COLUMNS = 24;
const TAG = 'fanfare';

export function build(definition: DashboardDefinition): Dashboard {
  const { uid, title, description, from = 'now-1h', variables = [], rows } = definition;
  return {
    id: null,
    uid,
    title,
    description,
    tags: [TAG],
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    editable: true,
    graphTooltip: 1,
    fiscalYearStartMonth: 0,
    timezone: 'browser',
    time: { from, to: 'now' },
    refresh: '30s',
    timepicker: {},
    links: [otherDashboards],
    annotations: { list: [firingAlerts] },
    templating: { list: variables.map(variable) },
    panels: laidOut(rows),
  };
}

function laidOut(rows: readonly RowDefinition[]): (Panel | RowPanel)[] {
  const panels: (Panel | RowPanel)[] = [];
  let id = 0;
  let top = 0;
  for (const row of rows) {
    id += 1;
    const at = { x: 0, y: top, w: COLUMNS, h: 1 };
    panels.push({ id, type: 'row', title: row.title, collapsed: false, gridPos: at, panels: [] });
    top += 1;
    const numbers = row.panels.every(({ kind }) => kind === 'number');
    const height = numbers ? 4 : 8;
    const even = Math.floor(COLUMNS / (numbers ? row.panels.length : beside(row.panels.length)));
    let left = 0;
    for (const one of row.panels) {
      const width = one.width ?? even;
      if (left + width > COLUMNS) {
        left = 0;
        top += height;
      }
      id += 1;
      panels.push({ id, ...panel(one), gridPos: { x: left, y: top, w: width, h: height } });
      left += width;
    }
    top += height;
  }
  return panels;
}

/** Graphs on one line: more than four are too narrow to read. */
function beside(graphs: number): number {
  return graphs <= 4 ? graphs : 3;
}

/** Several or all; `All` asks with `.*`, so that what lacks the label stays in. */
function variable({ name, label, metric, values = name }: VariableDefinition): Variable {
  return {
    name,
    label,
    type: 'query',
    datasource: prometheus,
    // 1: the values of a label.
    query: { qryType: 1, query: `label_values(${metric}, ${values})`, refId: `variable-${name}` },
    refresh: 2,
    sort: 1,
    multi: true,
    includeAll: true,
    allValue: '.*',
    current: { selected: true, text: ['All'], value: ['$__all'] },
    options: [],
  };
}

const otherDashboards: Link = {
  type: 'dashboards',
  title: 'Fanfare',
  tags: [TAG],
  asDropdown: false,
  includeVars: false,
  keepTime: true,
  targetBlank: false,
  icon: 'dashboard',
  tooltip: '',
  url: '',
};

/** When an alert fired, as a mark in every graph. */
const firingAlerts: Annotation & { titleFormat: string; tagKeys: string } = {
  name: 'Alerts',
  datasource: prometheus,
  enable: true,
  iconColor: 'red',
  target: { refId: 'alerts', ...{ expr: 'ALERTS{alertstate="firing"}' } },
  titleFormat: '{{alertname}}',
  tagKeys: 'severity,component,service',
};
