/** What a command is, and how it says what it did. */
import type { ParseArgsOptionsConfig } from 'node:util';

export interface Invocation {
  options: Record<string, string | boolean | (string | boolean)[] | undefined>;
  words: string[];
  /** `--json`: one JSON document on stdout, nothing else. */
  json: boolean;
  environment: Record<string, string | undefined>;
}

export interface Command {
  /** e.g. `account create` */
  name: string;
  /** What follows the name: `NAME --email E --password P` */
  usage: string;
  help: string;
  options: ParseArgsOptionsConfig;
  /** The exit code: 0 done, 1 failed, 2 asked wrongly. */
  run(invocation: Invocation): Promise<number>;
}

/** Text for people, or the value for scripts. */
export function say(invocation: Invocation, text: string, value: unknown): void {
  process.stdout.write(invocation.json ? `${JSON.stringify(value)}\n` : `${text}\n`);
}

/** @throws UsageError with the command's usage */
export function need(
  invocation: Invocation,
  command: Pick<Command, 'name' | 'usage'>,
  option: string,
): string {
  const value = invocation.options[option];
  if (typeof value !== 'string' || value === '')
    throw new UsageError(`--${option} is missing: fanfare ${command.name} ${command.usage}`);
  return value;
}

export function needWord(invocation: Invocation, command: Pick<Command, 'name' | 'usage'>): string {
  const word = invocation.words[0];
  if (word === undefined || invocation.words.length > 1)
    throw new UsageError(`Usage: fanfare ${command.name} ${command.usage}`);
  return word;
}

export class UsageError extends Error {
  readonly code = 'ERR_PARSE_ARGS_USAGE';
}
