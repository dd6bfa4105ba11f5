/** What is said of a thing, under the names of the Elastic Common Schema: our own below `fanfare`, errors with their causes. */
import { withoutValues } from '@fanfare/kernel';
import { redacted } from './redact.ts';

/** `err` is what hands write; the schema says `error`. */
export function asFields(fields: object): object {
  if (fields instanceof Error) return { error: fields };
  if (!('err' in fields)) return named(redacted(fields));
  const { err, ...rest } = fields;
  return { ...named(redacted(rest)), error: err };
}

/**
 * The schema's names have dots. Any other would take the place of one of its objects some day (`event`, `trace`), and
 * a search engine refuses a line for that.
 */
function named(fields: object): object {
  let strange = false;
  for (const name in fields) if (!name.includes('.') && name !== 'error') strange = true;
  if (!strange) return fields;
  const all: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const known = name.includes('.') || name === 'error';
    all[known ? name : `fanfare.${name}`] = value;
  }
  return all;
}

export function ecsError(error: unknown): object {
  if (!(error instanceof Error))
    return typeof error === 'object' && error !== null ? error : { message: `${typeof error} thrown` };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { type: error.name, message: messageOf(error), ...code, stack_trace: stackOf(error) };
}

/** Whose messages name things of ours; what engines and parsers throw quotes what they were given. */
const ours = new Set(['TypeError', 'ReferenceError', 'RangeError', 'AppError', 'StartError']);

function messageOf(error: Error): string {
  return ours.has(error.name) || 'syscall' in error ? error.message : withoutValues(error.message);
}

function stackOf(error: Error, depth = 0): string {
  const own = `${error.name}: ${messageOf(error)}${framesOf(error)}`;
  return error.cause instanceof Error && depth < 5
    ? `${own}\ncaused by: ${stackOf(error.cause, depth + 1)}`
    : own;
}

/** Where a line of code is: `file:///x.ts:1:2`. */
const place = String.raw`(?:file:|node:|/|[A-Za-z]:\\)\S*:\d+:\d+`;
const called = String.raw`(?:(?:async|new|get|set) )*[^\s()]+(?: \[as [^\s\]]+\])?`;
const frame = new RegExp(
  String.raw`^ {4}at (?:${called} \((?:${place}|<anonymous>|native|index \d+)\)|(?:async )?${place}|<anonymous>)$`,
);

/** What follows the message. A message may hold lines that begin as frames do. */
function framesOf({ stack: said, message }: Error): string {
  const stack = String(said ?? '');
  const name = /^[\w$.]+(?: \[\w+\])?/.exec(stack)?.[0] ?? '';
  const head = message === '' ? name : `${name}: ${message}`;
  if (stack.startsWith(`${head}\n    at `)) return stack.slice(head.length);
  // The message was changed since: what stands there is the old one.
  const lines = stack.split('\n');
  const last = lines.findLastIndex((line) => !frame.test(line));
  return lines
    .slice(last + 1)
    .map((line) => `\n${line}`)
    .join('');
}
