/** The `fanfare` command: find the command, run it, end with its code. */
import { parseArgs } from 'node:util';
import { isAppError, StartError, VERSION } from '@fanfare/kernel';
import type { Command } from './command.ts';
import { UsageError, usageOf } from './command.ts';
import { commands, findCommand } from './commands/index.ts';
import { help, unknown } from './help.ts';

/** Returns the exit code: 0 done, 1 failed, 2 asked wrongly. */
export async function cli(words: readonly string[]): Promise<number> {
  process.stdout.on('error', brokenPipe);
  const found = findCommand(words);
  if (words.length === 0 || words.includes('--help') || words[0] === 'help')
    return print(help(commands, found?.command ?? null));
  if (words[0] === '--version') return print(`fanfare ${VERSION}`);
  try {
    if (found === null) throw new UsageError(unknown(commands, words));
    const { values, positionals } = parse(found.command, found.rest);
    return await found.command.run({
      options: values,
      words: positionals,
      json: values.json === true,
      environment: process.env,
    });
  } catch (error) {
    if (error instanceof StartError || error instanceof UsageError) return complain(error.message, 2);
    if (isAppError(error)) return complain(`${error.message}.`, error.status >= 500 ? 1 : 2);
    throw error;
  }
}

function parse(command: Command, rest: readonly string[]) {
  try {
    return parseArgs({
      args: [...rest],
      options: { ...command.options, json: { type: 'boolean' } },
      allowPositionals: command.words === true,
      strict: true,
    });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')))
      throw error;
    // The first sentence says what is wrong, the rest how Node's parser could be told otherwise.
    const [wrong] = error.message.split(/\. |\.?\n/);
    throw new UsageError(`${wrong}. Usage: ${usageOf(command)}`);
  }
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function complain(sentence: string, code: number): number {
  process.stderr.write(`${sentence.replace(/\.\.$/, '.')}\n`);
  return code;
}

/** Whoever reads has read enough (`fanfare routes | head`). */
function brokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
