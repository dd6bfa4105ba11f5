import { styleText } from 'node:util';
import type { Command } from './command.ts';
import { usageOf } from './command.ts';

const JSON_HELP = 'One JSON document for scripts instead of text.';

export function help(commands: readonly Command[], one: Command | null): string {
  if (one !== null) {
    const options = Object.entries(one.options).map(([name, option]): [string, string] => [
      option.type === 'string' ? `--${name} …` : `--${name}`,
      option.help,
    ]);
    return [`Usage: ${usageOf(one)}`, '', one.help, '', ...columns([...options, ['--json', JSON_HELP]])].join(
      '\n',
    );
  }
  return [
    'Usage: fanfare COMMAND [--json]',
    '',
    ...columns(commands.map((command) => [command.name, command.help])),
    '',
    'fanfare COMMAND --help says what a command takes. Settings come from the environment: fanfare config.',
  ].join('\n');
}

/** One sentence for words that are no command. */
export function unknown(commands: readonly Command[], words: readonly string[]): string {
  const [first = ''] = words;
  const family = commands.flatMap(({ name }) => (name.startsWith(`${first} `) ? [name.split(' ')[1]] : []));
  if (family.length > 0)
    return `After "${first}" comes one of ${family.join(', ')}: fanfare ${first} ${family[0]} --help says what it takes.`;
  return `There is no command "${first}": fanfare --help lists all.`;
}

function columns(rows: readonly [string, string][]): string[] {
  const widest = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${styleText('bold', name.padEnd(widest))}  ${text}`);
}
