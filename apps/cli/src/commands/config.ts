import { styleText } from 'node:util';
import { readSettings } from '@fanfare/kernel';
import { allSettings } from '@fanfare/server';
import type { Command } from '../command.ts';
import { say } from '../command.ts';

interface Row {
  name: string;
  value: unknown;
  origin: 'default' | 'environment';
  help: string;
}

export const config: Command = {
  name: 'config',
  usage: '',
  help: 'Show every setting, its value and where that comes from; secrets are hidden.',
  options: {},
  async run(invocation) {
    const values: Record<string, unknown> = readSettings(allSettings, invocation.environment);
    const rows = Object.entries(allSettings).map(([name, one]): Row => {
      const given = (invocation.environment[name] ?? '').trim() !== '';
      const value = one.secret && values[name] !== null ? '(hidden)' : values[name];
      return { name, value, origin: given ? 'environment' : 'default', help: one.help };
    });
    const text = rows
      .map((row) => `${styleText('bold', row.name)} = ${shown(row.value)} (${row.origin})\n    ${row.help}`)
      .join('\n');
    say(invocation, text, rows);
    return 0;
  },
};

function shown(value: unknown): string {
  if (value === null) return '(unset)';
  if (Array.isArray(value)) return value.length === 0 ? '(unset)' : value.join(',');
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(value);
}
