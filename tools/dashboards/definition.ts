/** What a file of this folder says of one dashboard; `build.ts` makes Grafana's JSON of it. */

export interface DashboardDefinition {
  /** Part of its address, so it stays: `fanfare-people`. */
  uid: string;
  title: string;
  /** The question that it answers. */
  description: string;
  /** `now-1h` unless said. */
  from?: string;
  variables?: VariableDefinition[];
  /** The first is the few numbers that say good or bad. */
  rows: RowDefinition[];
}

export interface VariableDefinition {
  name: string;
  label: string;
  /** `label_values(metric, label)` */
  metric: string;
  /** The label whose values it offers; its name unless said. */
  values?: string;
}

export interface RowDefinition {
  title: string;
  panels: PanelDefinition[];
}

/**
 * - number: the newest value, coloured by its limits
 * - graph: lines over time
 * - states: 1 and 0 over time, a line for each series
 * - table: one line for each series
 * - logs: lines from Elasticsearch
 */
export type PanelKind = 'number' | 'graph' | 'states' | 'table' | 'logs';

export interface PanelDefinition {
  kind: PanelKind;
  title: string;
  /** What it means, and what to do when it is bad. */
  description: string;
  /** Of Grafana: `s`, `bytes`, `reqps`, `percentunit`, `short`. */
  unit: string;
  queries: Query[];
  /** From where on it is doubtful, and bad; falling where the first is the larger one. */
  limits?: { doubtful: number; bad: number };
  /** A file of docs/runbooks, without its ending. */
  runbook?: string;
  /** Of 24; even shares of a line unless said. */
  width?: number;
  /** Points on a histogram's lines that lead to the trace. */
  exemplars?: boolean;
  /** Areas on each other instead of lines. */
  stacked?: boolean;
  /** The top of the scale, where a share is read against its whole. */
  max?: number;
  /** Where a click on a line leads; `${__field.labels.service}` is of that line. */
  opens?: { title: string; url: string };
  /** For `states`: what 1 and 0 are called, and whether 1 is the good one. */
  words?: { one: string; zero: string; good: 0 | 1 };
}

export interface Query {
  /** PromQL; for `logs` Lucene. */
  expr: string;
  /** `{{group}}`, or words. */
  legend: string;
}
