/** Logs in the field names of the Elastic Common Schema; for people on a terminal. */
import { createRequire } from 'node:module';
import type { Log, LogLevel } from '@fanfare/kernel';
import type { DestinationStream } from 'pino';
import { pino } from 'pino';
import { asFields, ecsError } from './ecs-fields.ts';
import type { LogLevels } from './log-levels.ts';
import { logLevels, ranks } from './log-levels.ts';

export interface LogOptions {
  /** info, unless said. */
  level?: LogLevel;
  /** Instead of a level, for whoever changes it while the process runs. */
  levels?: LogLevels;
  /** Lines for people instead of JSON. */
  pretty?: boolean;
  /** `service.name`. */
  service?: string;
  /** What every line of the moment carries, such as the trace that is worked on. */
  fields?: () => object | null;
  /** Where lines go; stdout unless said. */
  stream?: { write(line: string): void };
}

export function createLog(options: LogOptions): Log {
  const levels = options.levels ?? logLevels(options.level ?? 'info');
  const moment = options.fields;
  const base = { 'process.pid': process.pid, 'ecs.version': '8.17.0' };
  const logger = pino(
    {
      // The level is checked below, so that one change holds for all children.
      level: 'debug',
      base,
      messageKey: 'message',
      timestamp: () => `,"@timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ 'log.level': label }) },
      serializers: { error: ecsError },
    },
    destination(options),
  );
  return wrap({ 'service.name': options.service ?? 'fanfare' });

  /** Every child is made from the root, so that a name stands once in a line whoever said it again. */
  function wrap(bound: { 'service.name': string }): Log {
    const target = logger.child(bound);
    const service = bound['service.name'];
    const at = (level: LogLevel) => (fields: object, message: string) => {
      if (ranks[level] >= levels.rankOf(service))
        target[level](
          moment === undefined ? asFields(fields) : { ...moment(), ...asFields(fields) },
          message,
        );
    };
    return {
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      child: (fields) => wrap({ ...bound, ...asFields(fields) }),
    };
  }
}

function destination(options: LogOptions): DestinationStream {
  if (options.pretty !== true) return options.stream ?? pino.destination({ fd: 1, sync: true });
  // Loaded only here: a server that writes JSON never needs it.
  const { prettyFactory } = createRequire(import.meta.url)('pino-pretty') as typeof import('pino-pretty');
  const pretty = prettyFactory({
    colorize: options.stream === undefined && process.stdout.isTTY,
    singleLine: true,
    messageKey: 'message',
    levelKey: 'log\\.level',
    timestampKey: '@timestamp',
    translateTime: 'SYS:HH:MM:ss',
    messageFormat: forPeople,
    ignore: shownOtherwise.map((name) => name.replaceAll('.', '\\.')).join(','),
  });
  const target = options.stream ?? process.stdout;
  return { write: (line) => void target.write(pretty(line)) };
}

/** What a line for people says in its message, or not at all; JSON lines have them all. */
const shownOtherwise = [
  'service.name',
  'process.pid',
  'ecs.version',
  'http.request.method',
  'http.route',
  'http.response.status_code',
  'http.request.id',
  'event.duration',
  'trace.id',
  'span.id',
  'error',
  'error.code',
  'error.message',
];

/** A request with how long it took, and with its id where somebody will ask for that; an error with its stack. */
function forPeople(line: Record<string, unknown>): string {
  const took = line['event.duration'];
  const id = line['http.request.id'];
  const failed = Number(line['http.response.status_code'] ?? 500) >= 500;
  const words = [
    String(line.message),
    ...(typeof took === 'number' ? [`${(took / 1e6).toFixed(took < 1e7 ? 1 : 0)} ms`] : []),
    ...(failed && typeof id === 'string' ? [`request ${id}`] : []),
    ...(typeof line['error.message'] === 'string' ? [line['error.message']] : []),
  ].join(' ');
  return line.error === undefined ? words : `${words}\n${errorText(line.error).replaceAll(/^/gm, '    ')}`;
}

function errorText(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'stack_trace' in error) return String(error.stack_trace);
  return typeof error === 'string' ? error : JSON.stringify(error);
}
