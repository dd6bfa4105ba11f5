/** Profiles one kind of load on the usual world. */
import type { Call } from '../harness/load-job.ts';
import type { Bench } from '../harness/measure.ts';
import { postCalls } from '../harness/posting.ts';
import { profiled } from './inspector.ts';
import type { Share, Summary } from './summary.ts';
import { summarize } from './summary.ts';

const WARM_UP = 2_000;
const MEASURED = 4_000;

const paths: Record<string, (bench: Bench, index: number) => string> = {
  home: () => '/api/v1/timelines/home?limit=20',
  thread: ({ world }) => `/api/v1/statuses/${world.thread}/context`,
  notifications: () => '/api/v1/notifications?limit=20',
  status: ({ world }, index) => `/api/v1/statuses/${world.posts.at(-1 - index)}`,
  credentials: () => '/api/v1/accounts/verify_credentials',
};

export const profiles = [...Object.keys(paths), 'post'] as const;

/** @param bench whose server was started with its inspector */
export async function profileOf(name: string, bench: Bench): Promise<Summary> {
  const { server, load } = bench;
  if (server.inspector === null) throw new Error('The server runs without an inspector');
  const connections = connectionsOf(name, bench);
  await load.run({ url: server.url, connections, until: { ms: WARM_UP } });
  const profile = await profiled(server.inspector, async () => {
    await load.run({ url: server.url, connections, until: { ms: MEASURED } });
    await server.settle();
  });
  return summarize(profile);
}

function connectionsOf(name: string, bench: Bench): Call[][] {
  if (name === 'post') return postCalls(bench.world, 4);
  const path = paths[name];
  if (path === undefined) throw new Error(`There is no profile "${name}"; there are ${profiles.join(', ')}.`);
  return bench.world.people.map(({ token }, index) => [{ method: 'GET', path: path(bench, index), token }]);
}

export function shown(name: string, summary: Summary, most = 15): string {
  return [
    `Profile of ${name}: where the server's time goes`,
    '',
    ...lines(summary.groups, most),
    '',
    'by function, alone',
    ...lines(summary.functions, most),
    '',
    'by function of ours, with everything below it',
    ...lines(summary.whole, most * 2),
  ].join('\n');
}

export function groupTable(name: string, summary: Summary): string {
  const rows = summary.groups.filter(({ share }) => share >= 0.01);
  return [
    `| ${name}: time in | share |`,
    '|---|---|',
    ...rows.map((row) => `| ${row.name} | ${percent(row.share)} |`),
  ].join('\n');
}

function lines(shares: readonly Share[], most: number): string[] {
  return shares.slice(0, most).map(({ name, share }) => `${percent(share).padStart(7)}  ${name}`);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
