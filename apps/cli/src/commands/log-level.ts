import type { LogLevel } from '@fanfare/kernel';
import { isAppError, serviceNames } from '@fanfare/kernel';
import type { Contracts } from '@fanfare/server';
import type { Command, Invocation } from '../command.ts';
import { count, say, UsageError, usageOf } from '../command.ts';
import { withServices } from '../connect.ts';
import type { EachProcess } from '../each-process.ts';
import { eachProcess } from '../each-process.ts';

type Server = Contracts['server'];
type Levels = Awaited<ReturnType<Server['logLevels']>>;
interface Told {
  services: string[];
  levels: Levels;
}

const levels = ['debug', 'info', 'warn', 'error'] as const;
const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const LONGEST = 7 * units.d;

export const logLevel: Command = {
  name: 'log-level',
  usage: `[${levels.join('|')}|reset] [--service NAME] [--for 10m]`,
  help: 'Show how much the running processes log, or change it: until they end, or for a while.',
  options: {
    service: { type: 'string', help: `Only lines of this service: ${serviceNames.join(', ')}.` },
    for: {
      type: 'string',
      help: 'After this time it is as it was set again: 30s, 10m, 2h; at most 7d. Default: until the process ends.',
    },
  },
  words: true,
  async run(invocation) {
    const change = wanted(invocation);
    const { reached, perhapsMore } = await withServices(
      invocation.environment,
      (connection) => eachProcess(connection, (server) => tell(server, change), isNoAnswer),
      { onlyRunning: true },
    );
    const concerned = reached.filter(({ answer }) => answer === null || isConcerned(answer, change));
    const silent = reached.filter(({ answer }) => answer === null);
    say(
      invocation,
      [
        ...concerned.map(line),
        ...(change === null
          ? []
          : [`Changed in ${count(concerned.length - silent.length, 'process', 'processes')}.`]),
        ...note(perhapsMore),
      ].join('\n'),
      concerned.map(({ where, answer }) => ({ where, ...(answer ?? { services: [], levels: null }) })),
    );
    return silent.length > 0 || concerned.length === 0 ? 1 : 0;
  },
};

type Change = Parameters<Server['setLogLevel']>[0];

/** Null: nothing shall change. */
function wanted({ words, options }: Invocation): Change | null {
  const [word, ...more] = words;
  const service = typeof options.service === 'string' ? options.service : null;
  const time = typeof options.for === 'string' ? timeOf(options.for) : null;
  if (more.length > 0) throw new UsageError(`One level is needed: ${usageOf(logLevel)}`);
  if (service !== null && !serviceNames.some((name) => name === service))
    throw new UsageError(`--service must be one of ${serviceNames.join(', ')}.`);
  if (word === undefined) {
    if (time !== null) throw new UsageError(`--for needs a level: ${usageOf(logLevel)}`);
    return null;
  }
  const level = levels.find((one) => one === word);
  if (level === undefined && word !== 'reset')
    throw new UsageError(`The level must be one of ${levels.join(', ')}, or reset.`);
  if (level === undefined && time !== null) throw new UsageError('reset holds at once: leave --for out.');
  return { service, level: level ?? null, time };
}

function timeOf(text: string): number {
  const [, number = '', unit = ''] = /^(\d+)(s|m|h|d)$/.exec(text) ?? [];
  const time = Number(number) * (units[unit as keyof typeof units] ?? 0);
  if (!(time >= units.s && time <= LONGEST))
    throw new UsageError('--for must be a time such as 30s, 10m or 2h, at most 7d.');
  return time;
}

async function tell(server: Server, change: Change | null): Promise<Told> {
  const { services } = await server.health({});
  const here = change === null || change.service === null || services.includes(change.service);
  return {
    services,
    levels: change === null || !here ? await server.logLevels({}) : await server.setLogLevel(change),
  };
}

function isConcerned({ services }: Told, change: Change | null): boolean {
  return change?.service == null || services.includes(change.service);
}

/** It is away, or an older version that cannot be told. */
function isNoAnswer(error: unknown): boolean {
  return isAppError(error) && (error.status >= 500 || error.code === 'unknown_path');
}

function line({ where, answer }: EachProcess<Told>['reached'][number]): string {
  if (answer === null) return `${where}: does not answer, so nothing was changed there`;
  const { services, levels: now } = answer;
  const who = services.length === serviceNames.length ? 'all services' : services.join('+');
  const own = Object.entries(now.services).map(([name, one]) => `${name} ${shown(one, now.setting)}`);
  return [`${who}${where === '' ? '' : ` at ${where}`}: ${shown(now, now.setting)}`, ...own].join(', ');
}

function shown({ level, until }: { level: LogLevel; until: number | null }, setting: LogLevel): string {
  if (until === null) return level === setting ? `${level}, as it was set` : `${level} until it ends`;
  return `${level} until ${new Date(until).toLocaleTimeString('en-GB')}, then ${setting}`;
}

function note(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [
    `${[...new Set(names)].join(', ')}: one address each. Where that is a balancer (a Service of Kubernetes), only the process that answered was reached; ask each by its own address.`,
  ];
}
