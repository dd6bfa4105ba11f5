/** Prometheus with the rules that are shipped, made faster, telling an Alertmanager that tells a webhook. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Prometheus } from '@fanfare/engines';
import { faster, startPrometheus } from '@fanfare/engines';
import { rulesFolder } from '../rules.ts';

export interface WatcherOptions {
  folder: string;
  alertmanager: string;
  targets: readonly { address: string; component: string }[];
  /** s */
  scrapeEvery: number;
  /** Which files, and by how much each is faster. */
  rules: Readonly<Record<string, number>>;
  /** Rules beside them, by file. */
  more?: Readonly<Record<string, string>>;
}

export async function startWatcher(options: WatcherOptions): Promise<Prometheus> {
  const rules = join(options.folder, 'shipped');
  await mkdir(rules, { recursive: true });
  for (const [name, factor] of Object.entries(options.rules))
    await writeFile(
      join(rules, `${name}.yml`),
      faster(await readFile(join(rulesFolder, `${name}.yml`), 'utf8'), factor),
    );
  for (const [name, text] of Object.entries(options.more ?? {}))
    await writeFile(join(rules, `${name}.yml`), text);
  const { folder, alertmanager, targets, scrapeEvery } = options;
  return startPrometheus({ folder, alertmanager, targets, scrapeEvery, rules });
}

/** Of numbers that are fed, everything goes as fast as Prometheus can look. */
export const ofNumbers = {
  ...{ records: 150, people: 150, engines: 150, watching: 150 },
  ...{ promises: 300, live: 300, processes: 300, disk: 600 },
};

/** Processes take their time to start and to answer. Somebody's day of waiting passes in four seconds. */
export const ofProcesses = { records: 80, people: 80, approval: 20_000 };
export const ofEngines = { engines: 160 };

/** Breaks where two series have one label set. */
export const clash = `groups:
  - name: clash
    rules:
      - record: clash:squared
        expr: clash * on (job) clash
`;
