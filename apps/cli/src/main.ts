/** The `fanfare` command: find the command, run it, end with its code. */
import { parseArgs } from 'node:util';
import { isAppError, StartError } from '@fanfare/kernel';
import { commands, findCommand } from './commands/index.ts';
import { help } from './help.ts';

async function main(words: readonly string[]): Promise<number> {
  const found = findCommand(words);
  if (found === null || words.includes('--help')) {
    process.stdout.write(`${help(commands, found?.command ?? null)}\n`);
    return found === null && words.length > 0 && !words.includes('--help') ? 2 : 0;
  }
  try {
    const { values, positionals } = parseArgs({
      args: [...found.rest],
      options: { ...found.command.options, json: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    });
    return await found.command.run({
      options: values,
      words: positionals,
      json: values.json === true,
      environment: process.env,
    });
  } catch (error) {
    if (error instanceof StartError || isAppError(error) || isUsageError(error)) {
      process.stderr.write(`${error.message}\n`);
      return 2;
    }
    throw error;
  }
}

function isUsageError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

process.exitCode = await main(process.argv.slice(2));
