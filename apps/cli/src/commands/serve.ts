import { readSettings } from '@fanfare/kernel';
import { allSettings, serve as run } from '@fanfare/server';
import type { Command } from '../command.ts';

export const serve: Command = {
  name: 'serve',
  usage: '[--services auth,read,…] [--port N]',
  help: 'Run Fanfare until Ctrl-C.',
  options: {
    services: {
      type: 'string',
      help: 'Which services run in this process, as FANFARE_SERVICES. Default: all.',
    },
    port: { type: 'string', help: 'Where it listens, as PORT. Default: 3000.' },
  },
  async run({ options, environment }) {
    const given = { ...environment };
    if (typeof options.services === 'string') given.FANFARE_SERVICES = options.services;
    if (typeof options.port === 'string') given.PORT = options.port;
    return run(readSettings(allSettings, given), process.stdout.isTTY);
  },
};
