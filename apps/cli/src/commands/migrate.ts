import { readSettings, StartError, silentLog } from '@fanfare/kernel';
import { allSettings, compose } from '@fanfare/server';
import type { Command } from '../command.ts';
import { say } from '../command.ts';

export const migrate: Command = {
  name: 'migrate',
  usage: '',
  help: 'Bring tables and topics up to this version; serve does it too. Refuses while a server owns the data.',
  options: {},
  async run(invocation) {
    const composition = await compose(readSettings(allSettings, invocation.environment), {
      log: silentLog,
      listen: false,
    });
    try {
      if (!(await composition.migrate()))
        throw new StartError('The migration was interrupted; run it again.');
    } finally {
      await composition.stop();
    }
    say(invocation, 'The tables are up to date.', { migrated: true });
    return 0;
  },
};
