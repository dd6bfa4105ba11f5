/** What a drill has shown, as lines for a terminal and as a page. */
import { availableParallelism, totalmem } from 'node:os';
import { isUnknown } from './client.ts';
import { findingKinds } from './findings.ts';
import type { Round } from './round.ts';
import { isGood } from './round.ts';

export interface Versions {
  readonly [engine: string]: string;
}

export const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

function counted(names: readonly string[]): string {
  const counts = [...Map.groupBy(names, (name) => name)].map(([name, all]) => `${name} ${all.length}`);
  return counts.join(', ');
}

/** By kind. */
export function failures({ asked }: Round): string {
  const failed = asked.filter(isUnknown);
  return failed.length === 0 ? '0' : `${failed.length}: ${counted(failed.map(({ kind }) => kind))}`;
}

/** From the first failure to the last, in ms. */
function failing({ asked }: Round): number {
  const failed = asked.filter(isUnknown);
  const [first] = failed;
  if (first === undefined) return 0;
  return Math.max(...failed.map(({ at, ms }) => at + ms)) - first.at;
}

/** The longest wait for an answer, in ms. */
function slowest({ asked }: Round): number {
  return asked.reduce((most, { ms }) => Math.max(most, ms), 0);
}

/** What was seen to be less than whole, and for how long. */
export function degraded({ troubles }: Round): string {
  const parts = Map.groupBy(
    troubles.filter(({ what }) => what !== 'requests'),
    ({ what }) => words[what] ?? what.replace(/^\S+: (?!away)/, '').replace(/^(\S+): away/, '$1'),
  );
  const lines = [...parts].map(([what, all]) => {
    const time = (all.at(-1)?.at ?? 0) - (all[0]?.at ?? 0);
    return `${what} ${seconds(time)}`;
  });
  return lines.join(', ') || 'nothing';
}

const words: Readonly<Record<string, string>> = { live: 'live updates late', search: 'search late' };

export function wrongs(round: Round): string[] {
  const { fault, hung, loggedOut, problems, unposted, healed, findings } = round;
  return [
    ...findingKinds.flatMap((kind) => sample(kind, findings[kind])),
    ...sample(
      'hung',
      hung.map(({ kind, ms }) => `${kind} took ${seconds(ms)}`),
    ),
    ...sample(
      'logged out',
      loggedOut.map(({ kind, why }) => `${kind}: ${why}`),
    ),
    ...problems,
    ...(fault.postingGoesOn && unposted > 0
      ? [`${unposted} posts failed, which this fault is no reason for`]
      : []),
    ...(healed === null ? ['it did not heal by itself'] : []),
  ];
}

function sample(kind: string, all: readonly string[]): string[] {
  const more = all.length > 5 ? [`${kind}: and ${all.length - 5} more`] : [];
  return [...all.slice(0, 5).map((one) => `${kind}: ${one}`), ...more];
}

export function line(round: Round): string {
  const healed = round.healed === null ? 'not healed' : `healed after ${seconds(round.healed)}`;
  const counts = findingKinds.map((kind) => `${kind} ${round.findings[kind].length}`).join(', ');
  return `${isGood(round) ? 'ok  ' : 'FAIL'} ${round.fault.name}: ${round.asked.length} requests, failed ${failures(round)} (for ${seconds(failing(round))}), slowest ${seconds(slowest(round))}, ${healed}; degraded: ${degraded(round)}; ${counts}`;
}

export function page(rounds: readonly Round[], core: string, versions: Versions, command: string): string {
  const good = rounds.filter(isGood).length;
  const totals = rounds.reduce((sum, { asked }) => sum + asked.length, 0);
  return `# The failure drill

Eight services, two instances each, behind NGINX and on the real engines, under a steady mixed load. One thing after
the other is broken; what heals heals alone. Written by \`${command}\`; the same command makes it anew.

- Core database: ${core}. ${good} of ${rounds.length} rounds are as they must be; ${totals} requests were under way in them.
- Machine: ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB, which services, engines and load share. Times on it say more about the machine than counts do.
- Clients: six people write (posts with an Idempotency-Key, answers, edits, deletions, favourites, boosts, follows), three
  who follow them all and a stranger read (home, threads, notifications, search, the public timeline, profiles), each
  of the three with a WebSocket that resumes where it was cut off; one more whose posts wait for approval, and
  newcomers whose first post is approved. Each request goes once, with a deadline of 20 s; a write without an answer
  is tried again with the same key when the fault is over.

| engine | version |
| --- | --- |
${Object.entries(versions)
  .map(([engine, version]) => `| ${engine} | ${version.split('\n')[0]} |`)
  .join('\n')}

## What failed, for how long, and when it had healed

"Broken" is from the first kill until everything had been started again; "healed" is from there until the last failed
request, the last part that an instance said was not well, the last post that was more than 3 s late on a socket or
more than 5 s late in search. "Settled" is how long all consumers took to finish once the load stood still.

| fault | broken | requests | failed | for | slowest | degraded | sockets cut (away) | healed | settled |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rounds.map(firstRow).join('\n')}

## What must not be

Lost: acknowledged posts, edits, deletions, favourites, boosts, follows and approvals that are missing in the tables,
in the author's list, in search or among the notifications. Doubled: two posts of one key, a boost, notification or
frame that came twice. Reordered: edits of a post, or posts of an author, out of order on a socket. Leaked: a pending
post told of to anybody but its author and reviewers, in any answer or frame. Differing: whole homes that are not what
a query over the tables gives, and counts that are not the lists' lengths. Missed: frames that a socket did not get over
all its reconnects. Hung: longer than 15 s${standstills(rounds)}.

| fault | lost | doubled | reordered | leaked | differing | missed | hung | 401 | posts failed meanwhile |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rounds.map(secondRow).join('\n')}
${rounds.some((round) => !isGood(round)) ? `\n## What was wrong\n\n${rounds.flatMap(wrongLines).join('\n')}\n` : ''}`;
}

/** The load shares the machine with everything else: when its own clock stops, so does everybody's. */
function standstills(rounds: readonly Round[]): string {
  const still = rounds.reduce((sum, round) => sum + round.still, 0);
  return still === 0 ? '' : `, not counting ${seconds(still)} in which the whole machine stood still`;
}

function firstRow(round: Round): string {
  const { fault, broken, asked, cuts, away, healed, settled } = round;
  const cells = [
    ...[
      fault.about,
      seconds(broken),
      asked.length,
      failures(round),
      seconds(failing(round)),
      seconds(slowest(round)),
      degraded(round),
    ],
    ...[`${cuts} (${seconds(away)})`, healed === null ? 'not' : seconds(healed), seconds(settled)],
  ];
  return `| ${cells.join(' | ')} |`;
}

function secondRow(round: Round): string {
  const { fault, findings, hung, loggedOut, unposted } = round;
  const counts = findingKinds.map((kind) => findings[kind].length);
  return `| ${[fault.about, ...counts, hung.length, loggedOut.length, unposted].join(' | ')} |`;
}

function wrongLines(round: Round): string[] {
  return wrongs(round).map((one) => `- ${round.fault.about}: ${one}`);
}
