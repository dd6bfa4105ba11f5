/** The drill as whoever is on call sees it: what the Alertmanager told a webhook, and what panels of the dashboards showed. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from '@fanfare/cluster';
import type { Prometheus } from '@fanfare/engines';
import { startAlertmanager, startPrometheus } from '@fanfare/engines';
import { questions } from '../deploy/panels.ts';
import type { Told } from '../support/alert-webhook.ts';
import { alertWebhook } from '../support/alert-webhook.ts';

/** An alert of one round. Times in ms from the breaking. */
export interface SeenAlert {
  readonly name: string;
  /** Which of several: a component, an engine, a group of consumers. */
  readonly of: string;
  readonly after: number;
  /** Null: it still fired when the round was over. */
  readonly resolved: number | null;
}

export interface SeenPanel {
  /** `dashboard: panel` */
  readonly panel: string;
  readonly before: number;
  /** Furthest from what it was. */
  readonly worst: number;
  readonly after: number;
}

export interface Sight {
  readonly alerts: readonly SeenAlert[];
  /** Those that moved. */
  readonly panels: readonly SeenPanel[];
}

export interface Watcher {
  /** Resolves after that time, in ms, but not before somebody was told of something new, if that is not too late. */
  hold(least: number): Promise<void>;
  /** From a moment, ms since epoch, once what was told of is over. */
  sight(since: number): Promise<Sight>;
  close(): Promise<void>;
}

/** By this much the rules' durations are shorter than those that are shipped: two minutes are six seconds. */
export const FASTER = 20;
/** How often Prometheus looks and asks its rules, in s: a process that waits for a dead engine still answers within it. */
const SCRAPE = 2.5;
/** What nobody was told of by then, nobody would be, in ms. */
const UNSEEN = 60_000;
/** For an alert to go again once its cause has, in ms. */
const OVER_WITHIN = 90_000;

/** The numbers that the first rows of the dashboards begin with. */
const first = [
  'Fanfare: people: Served',
  'Fanfare: people: Open sockets',
  'Fanfare: people: Live within',
  'Fanfare: a service: Instances away',
  'Fanfare: a service: Circuits open',
  'Fanfare: engines: Away',
  'Fanfare: event log: Furthest behind',
  'Fanfare: event log: Oldest in the outbox',
  'Fanfare: event log: Paused consumers',
];

export async function watch(cluster: Cluster): Promise<Watcher> {
  const webhook = await alertWebhook();
  const alertmanager = await startAlertmanager({
    folder: join(cluster.folder, 'alertmanager'),
    webhook: webhook.url,
    faster: FASTER,
  });
  const prometheus = await startPrometheus({
    folder: join(cluster.folder, 'prometheus'),
    targets: cluster.services.flatMap(({ name, metrics }) =>
      metrics === null ? [] : [{ address: metrics, component: name.split(' ')[0] ?? '' }],
    ),
    scrapeEvery: SCRAPE,
    rules: join(import.meta.dirname, '../../deploy/prometheus/rules'),
    alertmanager: alertmanager.address,
    fasterRules: FASTER,
  });

  return {
    async hold(least) {
      const known = webhook.told.length;
      const fresh = webhook.until((told) => told.length > known);
      await Promise.all([pause(least), Promise.race([fresh, pause(UNSEEN, undefined, { ref: false })])]);
    },
    async sight(since) {
      const over = webhook.until((told) =>
        told.every(({ toldAt, resolvedAt }) => toldAt < since || resolvedAt !== null),
      );
      await Promise.race([over, pause(OVER_WITHIN, undefined, { ref: false })]);
      return {
        alerts: webhook.told.filter((one) => one.toldAt >= since).map((one) => seen(one, since)),
        panels: await moved(prometheus, since),
      };
    },
    async close() {
      await prometheus.stop();
      await alertmanager.stop();
      await webhook.close();
    },
  };
}

function seen({ name, labels, toldAt, resolvedAt }: Told, since: number): SeenAlert {
  const of = labels.component ?? labels.engine ?? labels.contract ?? labels.group ?? labels.source ?? '';
  return { name, of, after: toldAt - since, resolved: resolvedAt === null ? null : resolvedAt - since };
}

async function moved(prometheus: Prometheus, since: number): Promise<SeenPanel[]> {
  const asked = questions({ scrape: SCRAPE, step: SCRAPE });
  const now = Date.now();
  const all = await Promise.all(
    first.map(async (panel) => {
      const question = asked.find(({ name }) => name.startsWith(`${panel}, `));
      if (question === undefined) throw new Error(`No dashboard has the panel ${panel}`);
      const [series] = await prometheus.queryRange(question.expr, since - 3_000, now, 0.5);
      const values = (series?.points ?? []).map(({ value }) => value).filter(Number.isFinite);
      const [before = 0] = values;
      const far = (value: number) => Math.abs(value - before);
      const worst = values.reduce((most, value) => (far(value) > far(most) ? value : most), before);
      return { panel: panel.replace(/^Fanfare: /, ''), before, worst, after: values.at(-1) ?? before };
    }),
  );
  return all.filter(({ before, worst }) => before !== worst);
}
