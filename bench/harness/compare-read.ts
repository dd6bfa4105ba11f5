/** A read against the same HTTP server sending the same bytes: short rounds in turn, so that noise meets both. */
import { prebuiltServer } from '../ceilings/prebuilt.ts';
import type { Person } from '../world.ts';
import type { Call } from './load-job.ts';
import { cpuSeconds } from './machine.ts';
import type { Bench, Measure } from './measure.ts';
import { median, spread } from './stats.ts';

const WARM_UP = 1_500;
const ROUND = 700;
const ROUNDS = 7;

export interface Read {
  name: string;
  path: (person: Person, index: number) => string;
  goal: number;
  goToSocial: string;
}

interface Round {
  perSecond: number;
  cpuPerThousand: number;
  /** CPU seconds per second: near 1, the server was the bottleneck. */
  busy: number;
}

/** Everybody reads, one connection each. */
export async function compareRead({ server, world, load }: Bench, read: Read): Promise<Measure> {
  const calls = world.people.map((person, index) => call(person.token, read.path(person, index)));
  const body = await bodyOf(server.url, calls[0]);
  const ceiling = await prebuiltServer({ '/body': body });
  try {
    const round = async (url: string, pid: number, of: readonly Call[], ms: number): Promise<Round> => {
      const before = cpuSeconds(pid);
      const { calls: answered, seconds } = await load.run({
        url,
        connections: of.map((one) => [one]),
        until: { ms },
      });
      const cpu = cpuSeconds(pid) - before;
      return {
        perSecond: answered / seconds,
        cpuPerThousand: (cpu / answered) * 1000,
        busy: cpu / seconds,
      };
    };
    const ours = (ms: number) => round(server.url, server.pid, calls, ms);
    const bare = calls.map(({ token }) => call(token, '/body'));
    const theirs = (ms: number) => round(ceiling.url, ceiling.pid, bare, ms);
    await theirs(WARM_UP);
    await ours(WARM_UP);
    const rounds: { ours: Round; theirs: Round }[] = [];
    for (let count = 0; count < ROUNDS; count++)
      rounds.push({ theirs: await theirs(ROUND), ours: await ours(ROUND) });
    const ratio = spread(rounds.map((one) => one.ours.perSecond / one.theirs.perSecond));
    const of = (pick: (one: (typeof rounds)[number]) => number) => median(rounds.map(pick));
    const cpu = of((one) => one.theirs.cpuPerThousand / one.ours.cpuPerThousand);
    return {
      name: read.name,
      value: ratio.median,
      unit: '',
      byCpu: cpu,
      spread: [ratio.low, ratio.high],
      goal: { atLeast: read.goal },
      goToSocial: read.goToSocial,
      detail: [
        `${Math.round(of((one) => one.ours.perSecond))} of ${Math.round(of((one) => one.theirs.perSecond))} a second`,
        `${(Buffer.byteLength(body) / 1024).toFixed(1)} KiB`,
        `${of((one) => one.ours.cpuPerThousand).toFixed(3)} CPU s per 1,000`,
        `busy ${of((one) => one.ours.busy).toFixed(2)} and ${of((one) => one.theirs.busy).toFixed(2)}`,
      ].join('; '),
    };
  } finally {
    await ceiling.stop();
  }
}

function call(token: string, path: string): Call {
  return { method: 'GET', path, token };
}

async function bodyOf(url: string, one: Call | undefined): Promise<string> {
  if (one === undefined) throw new Error('Nobody is there to read');
  const response = await fetch(url + one.path, { headers: { authorization: `Bearer ${one.token}` } });
  if (!response.ok) throw new Error(`${one.path} answered ${response.status}`);
  return response.text();
}
