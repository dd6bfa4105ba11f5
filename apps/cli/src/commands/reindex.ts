import type { Command } from '../command.ts';
import { count, say } from '../command.ts';
import { withServices } from '../connect.ts';

export const reindex: Command = {
  name: 'reindex',
  usage: '',
  help: 'Build the search index anew from the truth.',
  options: {},
  async run(invocation) {
    const counts = await withServices(invocation.environment, ({ contracts }) =>
      contracts.search.reindex({}),
    );
    say(
      invocation,
      `Indexed ${count(counts.accounts, 'account')}, ${count(counts.statuses, 'post')} and ${count(counts.tags, 'tag')}.`,
      counts,
    );
    return 0;
  },
};
