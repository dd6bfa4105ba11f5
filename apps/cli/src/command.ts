/** What a command is, and how it says what it did. */
import type { ParseArgsOptionDescriptor } from 'node:util';

export interface Invocation {
  options: Record<string, string | boolean | (string | boolean)[] | undefined>;
  words: string[];
  /** `--json`: one JSON document on stdout, nothing else. */
  json: boolean;
  environment: Record<string, string | undefined>;
}

/** What `parseArgs` wants to know of an option, and what people do. */
export type Option = ParseArgsOptionDescriptor & { help: string };

export interface Command {
  /** e.g. `account create` */
  name: string;
  /** What follows the name: `NAME --email E --password P` */
  usage: string;
  help: string;
  options: Record<string, Option>;
  /** Whether words without dashes may follow the name, such as NAME. */
  words?: boolean;
  /** The exit code: 0 done, 1 failed, 2 asked wrongly. */
  run(invocation: Invocation): Promise<number>;
}

/** Text for people, or the value for scripts. */
export function say(invocation: Invocation, text: string, value: unknown): void {
  process.stdout.write(invocation.json ? `${JSON.stringify(value)}\n` : `${text}\n`);
}

export function usageOf({ name, usage }: Pick<Command, 'name' | 'usage'>): string {
  return `fanfare ${name} ${usage}`.trimEnd();
}

/** @throws UsageError with the command's usage */
export function need(
  invocation: Invocation,
  command: Pick<Command, 'name' | 'usage'>,
  option: string,
): string {
  const value = invocation.options[option];
  if (typeof value !== 'string' || value === '')
    throw new UsageError(`--${option} is missing: ${usageOf(command)}`);
  return value;
}

export function needWord(invocation: Invocation, command: Pick<Command, 'name' | 'usage'>): string {
  const word = invocation.words[0];
  if (word === undefined || invocation.words.length > 1)
    throw new UsageError(`One name is needed: ${usageOf(command)}`);
  return word;
}

/** `1 post`, `2 posts`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

export class UsageError extends Error {
  readonly code = 'ERR_PARSE_ARGS_USAGE';
}
