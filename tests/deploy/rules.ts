/** The rules as they are shipped, read as text: tests of them need nothing but what stands there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const deployFolder = join(import.meta.dirname, '../../deploy');
export const rulesFolder = join(deployFolder, 'prometheus/rules');

export interface Rule {
  /** Of an alert or of a record. */
  name: string;
  kind: 'alert' | 'record';
  expression: string;
  /** Everything, as it is written. */
  text: string;
}

const texts = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));

export function shippedRules(): Rule[] {
  return texts(rulesFolder).flatMap((text) =>
    [
      ...text.matchAll(
        /^ {6}- (alert|record): (\S+)\n([\s\S]*?)(?=^ {6}- (?:alert|record): |^ {2}- name: |$(?![\s\S]))/gm,
      ),
    ].map(([, kind, name = '', body = '']) => ({
      name,
      kind: kind === 'alert' ? ('alert' as const) : ('record' as const),
      expression: expressionOf(body),
      text: body,
    })),
  );
}

export const runbooksFolder = join(import.meta.dirname, '../../docs/runbooks');

/** What runbooks ask of Prometheus, without the remarks. */
export function runbookQueries(): { page: string; expression: string }[] {
  return readdirSync(runbooksFolder).flatMap((page) =>
    [...readFileSync(join(runbooksFolder, page), 'utf8').matchAll(/^```promql\n([\s\S]*?)^```/gm)]
      .flatMap(([, lines = '']) => lines.trim().split('\n'))
      .map((line) => ({ page, expression: line.replace(/\s+#.*$/, '') })),
  );
}

/** Of its tests, the names of the alerts that must fire and that must stay silent. */
export function testedAlerts(): { fires: Set<string>; silent: Set<string> } {
  const fires = new Set<string>();
  const silent = new Set<string>();
  for (const text of texts(join(deployFolder, 'prometheus/tests'))) {
    for (const [, name = ''] of text.matchAll(/alertname: (\w+)\n\s+exp_alerts:\n/g)) fires.add(name);
    // A test of its own, not the moment before it fires.
    for (const block of text.split(/^ {2}- name: /m))
      if (!/exp_alerts:\n/.test(block))
        for (const [, name = ''] of block.matchAll(/alertname: (\w+), exp_alerts: \[\]/g)) silent.add(name);
  }
  return { fires, silent };
}

/** Folded over several lines or in one. */
function expressionOf(body: string): string {
  const [, folded] = /^ {8}expr: >-\n((?: {10}.*\n)+)/m.exec(body) ?? [];
  const [, plain] = /^ {8}expr: (?!>)(.+)$/m.exec(body) ?? [];
  return (folded ?? plain ?? '').replace(/\s+/g, ' ').trim();
}

export interface Inhibition {
  sources: RegExp;
  targets: RegExp;
}

/** Who silences whom; each side by one matcher on the name, which Alertmanager anchors. */
export function inhibitions(): Inhibition[] {
  const text = readFileSync(join(deployFolder, 'alertmanager/alertmanager.yml'), 'utf8');
  const rules = text
    .slice(text.indexOf('inhibit_rules:'))
    .split(/^ {2}- source_matchers:/m)
    .slice(1);
  return rules.map((rule) => {
    const [source, target] = [...rule.matchAll(/alertname =~? "([^"]+)"/g)].map(([, names = '']) => names);
    return { sources: new RegExp(`^(?:${source})$`), targets: new RegExp(`^(?:${target})$`) };
  });
}
