/** What a rehearsed upgrade has shown, as a table for docs/upgrade.md. */
import { availableParallelism } from 'node:os';
import type { Cluster } from '@fanfare/cluster';
import { isUnknown } from '../drill/client.ts';
import { findingKinds } from '../drill/findings.ts';
import { failures } from '../drill/report.ts';
import type { Round } from '../drill/round.ts';
import { isGood } from '../drill/round.ts';
import type { Uses } from './uses.ts';

export interface Step {
  readonly round: Round;
  /** Through the gateway, while it went on. */
  readonly seen: string;
  /** By every process, when it was over. */
  readonly running: string;
  readonly uses: Uses;
  readonly problems: string[];
}

/** Nobody noticed anything. */
export function isClean({ round, problems }: Step): boolean {
  return isGood(round) && !round.asked.some(isUnknown) && problems.length === 0;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

export function table(steps: readonly Step[], core: string, cluster: Cluster): string {
  const requests = steps.reduce((sum, { round }) => sum + round.asked.length, 0);
  const failed = steps.reduce((sum, { round }) => sum + round.asked.filter(isUnknown).length, 0);
  const engine = cluster.engines.instances.get(core === 'mysql' ? 'mysql' : 'postgres')?.version;
  return `On a ${core} core (${engine?.split('\n')[0]?.trim()}), ${availableParallelism()} processors for services, engines and load: ${requests} requests, ${failed} failed.

| step | took | requests | failed | slowest | versions through the gateway (answers) | processes afterwards | sockets moved (away) | lost, doubled, reordered, leaked, differing, missed | hung | 401 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${steps.map(row).join('\n')}
`;
}

function row({ round, seen, running }: Step): string {
  const { fault, broken, asked, cuts, away, findings, hung, loggedOut } = round;
  const slowest = asked.reduce((most, { ms }) => Math.max(most, ms), 0);
  const counts = findingKinds.map((kind) => findings[kind].length).join(', ');
  const cells = [
    ...[fault.about, seconds(broken), asked.length, failures(round), seconds(slowest), seen, running],
    ...[`${cuts} (${seconds(away)})`, counts, hung.length, loggedOut.length],
  ];
  return `| ${cells.join(' | ')} |`;
}
