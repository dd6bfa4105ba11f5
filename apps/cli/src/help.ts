import type { Command } from './command.ts';

export function help(commands: readonly Command[], one: Command | null): string {
  if (one !== null)
    return `fanfare ${one.name} ${one.usage}\n\n  ${one.help}\n\n  --json  one JSON document for scripts`;
  const widest = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(widest)}  ${command.help}`);
  return [
    'Usage: fanfare COMMAND [--json]',
    '',
    ...lines,
    '',
    'fanfare COMMAND --help says what a command takes. Settings come from the environment: fanfare config.',
  ].join('\n');
}
