/** What the dashboards of deploy/grafana ask, with their variables filled as Grafana fills them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../deploy/grafana/dashboards');

export interface Question {
  /** `dashboard: panel, letter` */
  name: string;
  expr: string;
}

interface Dashboard {
  title: string;
  panels: {
    type: string;
    title: string;
    datasource?: { type: string };
    targets?: { refId: string; expr?: string; query?: string; exemplar?: boolean }[];
  }[];
  templating: { list: { name: string; query: { query: string } }[] };
  annotations: { list: { target: { expr: string } }[] };
}

const dashboards = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Dashboard,
);

const panels = dashboards.flatMap(({ title, panels: all }) =>
  all.flatMap(({ title: panel, datasource, targets = [] }) =>
    targets.map((target) => ({
      ...target,
      source: datasource?.type,
      name: `${title}: ${panel}, ${target.refId}`,
    })),
  ),
);

/** Of Prometheus. @param values of variables: `All` for those that are not named */
export function questions(
  options: { scrape: number; step: number },
  values: Record<string, string> = {},
): Question[] {
  return panels
    .filter(({ source }) => source === 'prometheus')
    .map(({ name, expr = '' }) => ({ name, expr: filled(expr, options, values) }));
}

/** Of Elasticsearch, in Lucene's words. */
export function logQuestions(): Question[] {
  return panels
    .filter(({ source }) => source === 'elasticsearch')
    .map(({ name, query = '' }) => ({ name, expr: filled(query, { scrape: 1, step: 1 }, {}) }));
}

/** Those whose points lead to a trace. */
export function withExemplars(options: { scrape: number; step: number }): Question[] {
  return panels
    .filter(({ exemplar }) => exemplar === true)
    .map(({ name, expr = '' }) => ({ name, expr: filled(expr, options, {}) }));
}

/** What each variable offers, as a query whose series carry the label. */
export function variableQuestions(): (Question & { label: string })[] {
  return dashboards.flatMap(({ title, templating }) =>
    templating.list.map(({ name, query }) => {
      const [, metric = '', label = ''] = /^label_values\((.*), (\w+)\)$/.exec(query.query) ?? [];
      const expr = `group by (${label}) (${filled(metric, { scrape: 1, step: 1 }, {})})`;
      return { name: `${title}: $${name}`, expr, label };
    }),
  );
}

export function annotationQuestions(): Question[] {
  return dashboards.flatMap(({ title, annotations }) =>
    annotations.list.map(({ target }) => ({ name: `${title}: marks`, expr: target.expr })),
  );
}

/** Grafana's $__rate_interval: four scrapes, or a step and one, whichever is longer. */
function filled(
  expr: string,
  { scrape, step }: { scrape: number; step: number },
  values: Record<string, string>,
): string {
  const rateInterval = `${Math.max(step + scrape, 4 * scrape)}s`;
  return expr.replaceAll(/\$(?:(\w+)|\{(\w+)(?::\w+)?\})/g, (_, bare?: string, braced?: string) => {
    const name = bare ?? braced ?? '';
    return name === '__rate_interval' ? rateInterval : (values[name] ?? '.*');
  });
}
